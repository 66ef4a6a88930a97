# nothing of an agent here
