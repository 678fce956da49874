"""Pure decisions about the statement: its words, what backs each sentence, what became of it. No Django, no clock."""
