"""Every action, declared once: it feeds the keys, the hints, the palette and the help.

A group is what can be done on one screen, or in a part of one while the cursor is there. A person
can give an action another key by its id, `GROUP.ACTION`; so a message never spells a key.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol, runtime_checkable

from textual.dom import DOMNode

from cardtui.app.action import Action, Group
from cardtui.app.interview_actions import INTERVIEW_ACTIONS
from cardtui.card.model import Status

SAID = 4
"""Seconds for which it is said that something was done."""
ACTIONS_OF_STATUSES: dict[Status, str] = {
    "not_applicable": "not_applicable",
    "unknown": "do_not_know",
}
"""The action by which a status is given."""


GROUPS = (
    Group(
        "interview",
        "The interview",
        "One question at a time. Every answer is saved by itself, and any of them can be changed "
        "later.",
        INTERVIEW_ACTIONS,
        (Action("go_on", "enter", "next", "Keep the answer and go on"),),
        is_typed_in=True,
        call="do('{}')",
    ),
    Group(
        "block",
        "The answer",
        "",
        always=(
            Action("go_on", "tab", "next", "Keep the answer and go on"),
            Action("new_line", "enter", "new line", "Begin a new line"),
        ),
        inside="interview",
    ),
    Group(
        "choice",
        "The answer",
        "",
        always=(
            Action("move", "up,down", "move", "Move to another option"),
            Action("choose", "space", "choose", "Choose the option; of several, take it back"),
            Action("number", "1-9", "choose", "Choose the option at this place, of few"),
            Action("letter", "a-z", "find", "Go to an option by its letters; of many, find it"),
        ),
        inside="interview",
    ),
    Group(
        "number",
        "The answer",
        "",
        always=(Action("step", "up,down", "step", "One more, or one less"),),
        inside="interview",
    ),
    Group(
        "date",
        "The answer",
        "",
        always=(Action("step", "up,down", "today", "Today; then a day later, or earlier"),),
        inside="interview",
    ),
    Group(
        "path",
        "The answer",
        "",
        always=(Action("complete", "right", "complete", "Take the file that is suggested"),),
        inside="interview",
    ),
    Group(
        "table",
        "The rows",
        "",
        (
            Action("add_row", "a,insert", "add", "Fill a new row"),
            Action("edit_row", "e,space", "edit", "Change the row that the cursor is on"),
            Action("copy_row", "c", "copy", "Add a copy of the row that the cursor is on"),
            Action("delete_row", "d,delete", "delete", "Delete the row that the cursor is on"),
            Action("move_row_up", "k,shift+up", "up", "Move the row up"),
            Action("move_row_down", "j,shift+down", "down", "Move the row down"),
        ),
        (Action("move", "up,down,left,right", "move", "Move to another cell"),),
        inside="interview",
    ),
    Group(
        "outline",
        "The outline",
        "All sections, and the questions of those that are open. The marks: ✓ answered, ○ open, "
        "* open and required, ● partly answered, ! something is wrong, △ a warning, ↻ to confirm, "
        "– set aside.",
        (
            Action("more", "right", "open", "Open the section; go into one that is open"),
            Action("less", "left", "close", "Close the section, or the one around the question"),
            Action("fold", "space", "open or close", "Open the section, or close it"),
            Action("all_more", "plus,equals_sign", "open all", "Open all sections"),
            Action("all_less", "minus,underscore", "close all", "Close all sections"),
        ),
        always=(
            Action("move", "up,down", "move", "Move to another question"),
            Action("go", "enter", "go there", "Go to the question"),
        ),
        inside="interview",
    ),
    Group(
        "overview",
        "The overview",
        "How far the card is: what is left to answer, what to look at again, and how to get the "
        "card as a document.",
        always=(
            Action("move", "up,down", "move", "Move to another line"),
            Action("go", "enter", "go there", "Go to the question, or to the next open one"),
        ),
        inside="interview",
    ),
    Group(
        "find",
        "Search",
        "Questions and answers in which your words stand, the best first; without a word, "
        "everything in order.",
        (
            Action("close", "escape", "close", "Go nowhere"),
            Action("up", "up,shift+tab", "up", "Move to the line before"),
            Action("down", "down,tab", "down", "Move to the next line"),
            Action("page_up", "pageup", "page up", "Move back by what is seen at once"),
            Action("page_down", "pagedown", "page down", "Move on by what is seen at once"),
        ),
        (Action("go", "enter", "go there", "Go to what the cursor is on"),),
        is_typed_in=True,
    ),
    Group(
        "row",
        "A row",
        "One row of the table, a field for each column. Nothing changes in the card until you "
        "keep the row.",
        (
            Action("clear_cell", "f4", "clear cell", "Empty the cell that has the cursor"),
            Action("keep", "ctrl+s,ctrl+n", "keep", "Keep the row and go back to the table"),
            Action("cancel", "escape", "cancel", "Leave the row as it was"),
        ),
        (
            Action(
                "next_cell",
                "enter",
                "next cell",
                "Go to the next cell; after the last, keep the row",
            ),
        ),
        is_typed_in=True,
    ),
    Group(
        "reason",
        "No answer, because",
        "Why there is no answer. A few words help whoever reads the card; you can also leave "
        "them out.",
        (Action("cancel", "escape", "cancel", "Go back without saying so"),),
        (Action("keep", "enter", "keep", "Say so and go on"),),
        is_typed_in=True,
    ),
    Group(
        "note",
        "A note to self",
        "Whom to ask, what to look up. It is kept in the card and never printed.",
        (
            Action("keep", "ctrl+s", "keep", "Keep the note"),
            Action("cancel", "escape", "cancel", "Leave the note as it was"),
        ),
        (Action("new_line", "enter", "new line", "Begin a new line"),),
        is_typed_in=True,
    ),
    Group(
        "set_aside",
        "Follow-ups and what is set aside",
        "What the last answers brought and took away, and every answer that is kept and does not "
        "count now.",
        (Action("close", "escape", "close", "Go back to the question"),),
        (
            Action("move", "up,down", "move", "Move to another line"),
            Action("go", "enter", "go there", "Go to the question, or to what decides it"),
        ),
    ),
    Group(
        "why",
        "Why this question",
        "Why a question is asked or not, and the answers that this comes from.",
        (Action("close", "escape", "close", "Go back to the question"),),
        (
            Action("read_on", "pagedown", "more", "Read on in a long explanation"),
            Action("read_back", "pageup", "before", "Read what was before"),
            Action("go", "enter", "go", "Go to the question that the cursor is on"),
        ),
    ),
    Group(
        "versions",
        "Two versions",
        "The answer was changed here and elsewhere. Both stay in the card until you choose.",
        (Action("later", "escape", "later", "Keep both and choose later"),),
        (
            Action("move", "left,right", "move", "Move between the buttons"),
            Action("choose", "enter", "choose", "Do what the button says"),
        ),
    ),
    Group(
        "changes",
        "The questions have changed",
        "The card was written for an older version of the questions. This is what going on "
        "changes in it; nothing is written before.",
        (Action("leave", "escape", "leave it", "Leave the card as it is"),),
        (
            Action("scroll", "up,down", "scroll", "See more of the changes"),
            Action("choose", "enter", "choose", "Do what the button says"),
        ),
    ),
    Group(
        "message",
        "A message",
        "Something that you should know. It stays until you close it.",
        (
            Action("close", "escape", "close", "Close the message"),
            Action("copy", "c", "copy", "Put the message on the clipboard"),
        ),
        (Action("choose", "enter", "choose", "Do what the button says"),),
    ),
    Group(
        "start",
        "The start",
        "Go on with a card, those opened last first; begin a new one, or open a file elsewhere.",
        (Action("back", "escape", "back", "Go back to the list; from there, leave"),),
        (
            Action("move", "up,down", "move", "Move to another line"),
            Action("open", "enter", "open", "Open the card, or begin it"),
            Action("complete", "tab", "complete", "Take the rest of a path as it is proposed"),
        ),
        is_typed_in=True,
    ),
    Group(
        "themes",
        "The themes",
        "The colours of the app. Each is seen on the screen behind as the cursor comes to it.",
        (Action("cancel", "escape", "back", "Go back to the theme that there was"),),
        (
            Action("move", "up,down", "move", "See another theme"),
            Action("keep", "enter", "keep", "Keep the theme, also for the next time"),
        ),
    ),
    Group(
        "banks",
        "The questions",
        "This project has several sets of questions. Choose those that the new card answers.",
        (Action("cancel", "escape", "cancel", "Choose none and begin no card"),),
        (
            Action("move", "up,down", "move", "Move to another set"),
            Action("choose", "enter", "choose", "Take the set that the cursor is on"),
        ),
    ),
    Group(
        "reading",
        "The whole card",
        "The card as it will be exported. In each section it says what is still open.",
        always=(
            Action("go", "enter", "answer", "Go to the question that the marked place comes from"),
        ),
    ),
    Group(
        "document",
        "The card, to read",
        "A card that a newer version of this program has written. It can be read here, and "
        "nothing in it is changed.",
        always=(Action("leave", "escape", "leave", "Leave the card"),),
    ),
    Group(
        "reader",
        "The text",
        "",
        (
            Action("down", "down,j", "down", "Read on, line by line"),
            Action("up", "up,k", "up", "Read back, line by line"),
            Action("page_down", "pagedown,space", "page down", "Read on by what is seen at once"),
            Action("page_up", "pageup,b", "page up", "Read back by what is seen at once"),
            Action("to_top", "home,g", "top", "Go to the first line"),
            Action("to_end", "end,G", "end", "Go to the last line"),
            Action("switch", "tab,shift+tab", "contents", "Go to the contents, or to the text"),
            Action("search", "slash,ctrl+f", "search", "Search the text"),
            Action("next_match", "n", "next match", "Go to the next place that was found"),
            Action("match_before", "N", "match before", "Go to the place found before this one"),
            Action("back", "escape", "back", "End the search; without one, leave"),
        ),
        inside="reading",
    ),
    Group(
        "contents",
        "The contents",
        "",
        always=(Action("move", "up,down", "move", "Read at another heading"),),
        inside="reader",
    ),
    Group(
        "export",
        "Export",
        "The card as a document in a file, or on the clipboard. A file that another program or a "
        "person has written is only overwritten if you say so.",
        (Action("close", "escape", "close", "Go back"),),
        (
            Action("write", "enter", "write", "Write the document to the file"),
            Action("format", "left,right", "format", "On the line of the formats, choose another"),
        ),
        is_typed_in=True,
    ),
    Group(
        "help",
        "Help",
        "What you can do on the screen behind this, and with which keys.",
        (Action("close", "escape", "close", "Close the help"),),
        (Action("scroll", "up,down", "scroll", "Read on"),),
    ),
    Group(
        "app",
        "Everywhere",
        "",
        (
            Action("command_palette", "ctrl+p", "all actions", "Find any action by its name"),
            Action(
                "help",
                "f10",
                "help",
                "See what this screen is for, and its keys",
                "keys, shortcuts, language, settings, options, preferences",
            ),
            Action("quit", "ctrl+q", "quit", "Save and leave", "exit, leave, close, save, end"),
        ),
        is_typed_in=True,
    ),
)
CHANGE_THEME = Action(
    "change_theme", "", "theme", "Change the theme", "color, colour, colors, dark, light, settings"
)
"""Offered in the palette alone: it has no key."""
GROUP_OF = {group.id: group for group in GROUPS}
"""The groups by their ids."""
ACTION_OF = {f"{g.id}.{a.id}": a for g in GROUPS for a in (*g.actions, *g.always)}
"""The actions by the ids that a person knows them by."""


@runtime_checkable
class HasActions(Protocol):
    """A screen or widget with actions of its own."""

    GROUP: ClassVar[str]
    """The group that declares them."""


def groups_at(node: DOMNode) -> Sequence[tuple[DOMNode, Group]]:
    """What can be done where the cursor is: the groups from there outwards, each with its place."""
    around = node.ancestors_with_self
    return [(each, GROUP_OF[each.GROUP]) for each in around if isinstance(each, HasActions)]
