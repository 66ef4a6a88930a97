/** SQL without comments, statement by statement, literals emptied. */
function statementsOf(text: string): string[] {
  if (text.length > 65_536 || !/\b(drop|truncate|delete|update)\b/i.test(text)) return [];
  return text
    .replaceAll(/--[^\n]*|\/\*[\s\S]{0,1000}?\*\//g, ' ')
    .replaceAll(/'[^']*'/g, "''")
    .split(';')
    .slice(0, 500);
}

/** Whether SQL drops a whole database or schema. */
export function dropsDatabase(text: string): boolean {
  return statementsOf(text).some((statement) =>
    /\bdrop\s+(database|schema|keyspace|tablespace|user|role|owned)\b/i.test(statement),
  );
}

/** Whether SQL drops or empties a table, or changes all of its rows. */
export function losesRows(text: string): boolean {
  return statementsOf(text).some(
    (statement) =>
      /\bdrop\s+(table|column|type|function|trigger|view|index|materialized)\b|\bdrop\s+column\b|\btruncate\s+(table\s+)?["`\w]/i.test(
        statement,
      ) ||
      (/\bdelete\s+from\s/i.test(statement) && !hasCondition(statement)) ||
      (/\bupdate\s+\S+\s+set\s/i.test(statement) && !hasCondition(statement)),
  );
}

/** A `where` that leaves something out. */
function hasCondition(statement: string): boolean {
  const condition = /\bwhere\s+([\s\S]+)/i.exec(statement)?.[1];
  return (
    condition !== undefined &&
    !/^\(?\s*(1\s*=\s*1|true|1|''\s*=\s*'')\s*\)?\s*["']?\s*$/i.test(condition)
  );
}

/** JavaScript of the MongoDB shell that drops or empties something. */
export function dropsDocuments(text: string): boolean {
  return /\.(dropDatabase|drop|dropAllUsers|dropUser|dropIndexes)\s*\(|\.(deleteMany|remove)\s*\(\s*(\{\s*\})?\s*\)/.test(
    text,
  );
}

/** Whether a text is statements of a database and not a sentence about them: it begins with one. */
export function startsSql(text: string): boolean {
  return (
    text.length <= 65_536 &&
    /^\s*(?:--[^\n]{0,200}\n\s*)?(?:begin\b|start\s+transaction|use\s+\w|set\s+\w|drop\s+\w|truncate\s|delete\s+from|update\s+\S+\s+set\b|alter\s+\w|with\s+\w|match\s*\(|remove\s+(?:database|namespace|table)\s|flush(?:all|db)\b|db\.|for\s+\w+\s+in\s)/i.test(
      text,
    )
  );
}

/** The same in the languages of graphs and documents, and of stores of keys. */
export function dropsGraph(text: string): boolean {
  return (
    dropsDocuments(text) ||
    /\bdetach\s+delete\b|^\s*remove\s+(?:database|namespace|table)\s+\S|\b_drop(?:Database)?\(|^\s*flush(?:all|db)\s*$|\bremove\s+\w+\s+in\s+\w+\s*$/im.test(
      text,
    )
  );
}
