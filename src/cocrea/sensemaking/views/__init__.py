"""Pages of sensemaking: what everybody reads, the workbench, the funnels."""
