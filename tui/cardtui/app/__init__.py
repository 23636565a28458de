"""The full-screen app: one question at a time, on Textual. Nothing below it imports Textual."""
