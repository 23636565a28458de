"""The keys of a form, which also ask before what is typed is dropped."""

from __future__ import annotations

from textual.widgets import Label

from cardtui.app.content import line
from cardtui.app.keys import hint_line, shown_key


class FormKeys(Label):
    """The keys of a form; once a person leaves it, that what is typed is not kept yet."""

    def __init__(self, group: str, *actions: str) -> None:
        """The actions named, and `keep` and `cancel`, of the group of a form."""
        self._hints = hint_line(*(f"{group}.{action}" for action in (*actions, "keep", "cancel")))
        self._group = group
        self._is_warning = False
        super().__init__(line(self._hints), classes="keys")

    def lets_go(self, *, of_typed: bool) -> bool:
        """Whether the form can be left. Where something is typed, that is asked about once."""
        if not of_typed or self._is_warning:
            return True
        self._is_warning = True
        keep, drop = hint_line(f"{self._group}.keep"), shown_key(f"{self._group}.cancel")
        self.update(line(f"not kept yet: {keep}   {drop} drop it", "$text-warning"))
        return False

    def calm(self) -> None:
        """The person types on."""
        if self._is_warning:
            self._is_warning = False
            self.update(line(self._hints))
