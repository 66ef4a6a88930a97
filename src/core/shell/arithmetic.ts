import type { ArithmeticExpression, ParsedScript } from 'unbash';

/** Visits every command substitution inside an arithmetic expression. */
export function followArithmetic(
  expression: ArithmeticExpression | undefined,
  visit: (script: ParsedScript | undefined) => void,
): void {
  if (expression === undefined) return;
  switch (expression.type) {
    case 'ArithmeticBinary':
      followArithmetic(expression.left, visit);
      followArithmetic(expression.right, visit);
      return;
    case 'ArithmeticUnary':
      followArithmetic(expression.operand, visit);
      return;
    case 'ArithmeticTernary':
      followArithmetic(expression.test, visit);
      followArithmetic(expression.consequent, visit);
      followArithmetic(expression.alternate, visit);
      return;
    case 'ArithmeticGroup':
      followArithmetic(expression.expression, visit);
      return;
    case 'ArithmeticCommandExpansion':
      visit(expression.script);
      return;
    case 'ArithmeticWord':
      for (const part of expression.parts ?? []) {
        if (part.type === 'CommandExpansion') visit(part.script);
        else if (part.type === 'DoubleQuoted') {
          for (const child of part.parts)
            if (child.type === 'CommandExpansion') visit(child.script);
        }
      }
  }
}
