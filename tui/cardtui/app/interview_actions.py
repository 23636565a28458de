"""What can be done with a question, declared once as all actions are."""

from __future__ import annotations

from cardtui.app.action import Action

INTERVIEW_ACTIONS = (
    Action(
        "next_question",
        "ctrl+n",
        "next",
        "Go to the next question",
        "skip, forward, continue, go on",
    ),
    Action(
        "previous_question", "ctrl+b", "back", "Go back to the question before", "previous, return"
    ),
    Action(
        "next_open",
        "ctrl+o",
        "next open",
        "Go to the next question without an answer",
        "unanswered, empty, missing",
    ),
    Action(
        "next_failing",
        "ctrl+r",
        "next to mend",
        "Go to the next answer that needs a look",
        "errors, warnings, mistakes, wrong, problems, review",
    ),
    Action("search", "ctrl+f", "search", "Search the questions and the answers", "find, look for"),
    Action(
        "go_to",
        "ctrl+g",
        "go to",
        "Go to a section or question, listed in their order",
        "jump, sections, list",
    ),
    Action(
        "not_applicable",
        "f2",
        "n/a",
        "Say that this does not apply, and why",
        "not applicable, skip, does not apply, no answer",
    ),
    Action(
        "do_not_know",
        "f3",
        "not known",
        "Say that this is not known, and why",
        "unknown, do not know, no answer",
    ),
    Action(
        "clear_answer",
        "f4",
        "clear",
        "Take the answer to this question away",
        "delete, remove, erase, reset",
    ),
    Action(
        "note",
        "ctrl+l",
        "note",
        "Write a note to yourself at this question; it is not printed",
        "comment, remember, to do",
    ),
    Action(
        "why",
        "f1",
        "why",
        "See why this question is asked, and what it comes from",
        "reason, explain, condition",
    ),
    Action(
        "toggle_outline",
        "f5",
        "outline",
        "Look at the outline, or go back to the question",
        "sections, sidebar, navigation, contents",
    ),
    Action(
        "toggle_card",
        "f6",
        "card",
        "Look at the section as it will read, or go back",
        "preview, document",
    ),
    Action(
        "read_card",
        "f11",
        "read",
        "Read the whole card, and search it",
        "preview, document, whole card",
    ),
    Action(
        "export",
        "f12",
        "export",
        "Write the card as a document, or copy it",
        "save as, write, markdown, html, json, print, copy, document",
    ),
    Action(
        "overview",
        "f7",
        "overview",
        "See how far the card is and what is left",
        "progress, status, what is left, summary, finish",
    ),
    # Every terminal sends these, no field needs them, and they mean the same in all of them:
    # ctrl+z and ctrl+y are what a text area undoes its own typing with.
    Action(
        "undo",
        "f8",
        "undo",
        "Undo the last change of an answer, wherever it was",
        "take back, revert",
    ),
    Action("redo", "f9", "redo", "Make the change again that was undone last", "again, repeat"),
    Action(
        "open_editor",
        "ctrl+e",
        "editor",
        "Write this answer in your own editor",
        "vim, nano, emacs",
    ),
    Action(
        "accept_suggestion",
        "ctrl+s",
        "take it",
        "Take the suggested answer",
        "accept, suggestion, suggested, proposal",
    ),
    Action(
        "follow_ups",
        "ctrl+k",
        "follow-ups",
        "See what came last, and what is set aside",
        "set aside, branches, what came",
    ),
    Action(
        "choose_versions",
        "ctrl+t",
        "versions",
        "Choose between two versions of an answer",
        "conflict, merge, git",
    ),
    Action("next_field", "tab", "next", "Go to the next field, or to the next question"),
    Action(
        "previous_field", "shift+tab", "back", "Go to the field before, or to the question before"
    ),
    Action("back_to_question", "escape", "back", "Go back to the question", "return, close"),
)
"""In the order of the help."""
