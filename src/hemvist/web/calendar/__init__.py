"""The calendar: meetings and days that something falls due, week by week."""
