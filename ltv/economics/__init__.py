"""What fitted models mean in money: futures, intervals, response to spend, budgets. Arrays only."""
