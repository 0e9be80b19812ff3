"""From voices to proposals to themes: every merge, split and narrowing keeps its members."""
