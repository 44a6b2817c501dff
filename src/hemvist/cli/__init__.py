"""The command line: what needs no browser. Each command tells what is wrong and what to do, and ends with code 2 where the input is."""
