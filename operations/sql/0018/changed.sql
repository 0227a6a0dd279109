-- After the others of its kind, whose changes are changes too: they are called in the order of their names.
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON operations_plan FOR EACH ROW EXECUTE FUNCTION operations_stamp();
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON operations_target FOR EACH ROW EXECUTE FUNCTION operations_stamp();
