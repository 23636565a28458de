"""Markdown: the document, and what keeps an answer from changing the document around it."""
