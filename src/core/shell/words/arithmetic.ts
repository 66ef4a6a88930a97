import type { ArithmeticExpression, ParsedScript } from 'unbash';

/**
 * Visits every command substitution inside an arithmetic expression, and every name in it: the shell evaluates the
 * value of a name again, substitutions in subscripts included (`x='a[$(cmd)]'; echo $((x))`).
 */
export function followArithmetic(
  expression: ArithmeticExpression | undefined,
  visit: (script: ParsedScript | undefined) => void,
  visitName: (name: string) => void,
): void {
  if (expression === undefined) return;
  switch (expression.type) {
    case 'ArithmeticBinary':
      followArithmetic(expression.left, visit, visitName);
      followArithmetic(expression.right, visit, visitName);
      return;
    case 'ArithmeticUnary':
      followArithmetic(expression.operand, visit, visitName);
      return;
    case 'ArithmeticTernary':
      followArithmetic(expression.test, visit, visitName);
      followArithmetic(expression.consequent, visit, visitName);
      followArithmetic(expression.alternate, visit, visitName);
      return;
    case 'ArithmeticGroup':
      followArithmetic(expression.expression, visit, visitName);
      return;
    case 'ArithmeticCommandExpansion':
      visit(expression.script);
      return;
    case 'ArithmeticWord':
      if (/^\$?\{?[A-Za-z_]\w*\}?$/.test(expression.value)) {
        visitName(expression.value.replaceAll(/[${}]/g, ''));
      }
      for (const part of expression.parts ?? []) {
        if (part.type === 'CommandExpansion') visit(part.script);
        else if (part.type === 'DoubleQuoted') {
          for (const child of part.parts)
            if (child.type === 'CommandExpansion') visit(child.script);
        }
      }
  }
}
