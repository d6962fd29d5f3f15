-- Every statement asks for the leaves of a scope now; nobody asks for each of its houses any more.
DROP FUNCTION account.visible_houses();
