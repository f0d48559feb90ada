-- What does each table and column hold?
SELECT table_name, iif(column_name = '', '(table)', column_name) AS column_name, text
FROM description
ORDER BY table_name, column_name <> '', column_name;
