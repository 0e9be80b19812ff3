"""Pages: of readers, by links in their mails; of staff, counts only."""
