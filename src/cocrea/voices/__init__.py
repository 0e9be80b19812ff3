"""Every contribution: receipts, life cycle, points, dispositions, coverage."""
