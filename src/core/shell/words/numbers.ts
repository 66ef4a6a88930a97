import { type ArithmeticExpression, parse } from 'unbash';
import { exactText, joinFields } from './field.ts';
import type { ShellContext } from '../machine.ts';
import type { Scope } from '../state/scope.ts';
import { lookUp } from './variables.ts';

type Look = (name: string) => number | null;

/** The number that arithmetic text gives (`${x:${#x}-3}`), or null where it is not known. */
export function numberOf(text: string, scope: Scope, context: ShellContext): string | null {
  if (/^\s*-?\d+\s*$/.test(text)) return text.trim();
  if (text.length > 64 || !/^[\w\s+*/%()-]*$/.test(text)) return null;
  const command = parse(`((${text}))`).commands[0]?.command;
  if (command?.type !== 'ArithmeticCommand') return null;
  return expressionValue(command.expression, scope, context);
}

/** The value of an expression all of whose parts are known, as text; null otherwise. */
export function expressionValue(
  expression: ArithmeticExpression | undefined,
  scope: Scope,
  context: ShellContext,
): string | null {
  if (expression === undefined) return null;
  const look = (name: string): number | null => {
    if (!scope.variables.has(name)) return null;
    const [value, ...others] = lookUp(name, scope, context) ?? [];
    const text =
      value === undefined || others.length > 0 ? null : exactText(joinFields(value, ' '));
    return text === null ? null : literal(text);
  };
  const value = valueOf(expression, look);
  return value === null || !Number.isSafeInteger(value) ? null : `${value}`;
}

function valueOf(expression: ArithmeticExpression, look: Look): number | null {
  switch (expression.type) {
    case 'ArithmeticGroup':
      return valueOf(expression.expression, look);
    case 'ArithmeticWord': {
      const name = /^\$?\{?([A-Za-z_]\w*)\}?$/.exec(expression.value)?.[1];
      return name === undefined ? literal(expression.value) : look(name);
    }
    case 'ArithmeticUnary': {
      const value = valueOf(expression.operand, look);
      if (value === null) return null;
      if (expression.operator === '-') return -value;
      if (expression.operator === '+') return value;
      if (expression.operator === '~') return ~value;
      return expression.operator === '!' ? Number(value === 0) : null;
    }
    case 'ArithmeticTernary': {
      const test = valueOf(expression.test, look);
      if (test === null) return null;
      return valueOf(test === 0 ? expression.alternate : expression.consequent, look);
    }
    case 'ArithmeticBinary': {
      const left = valueOf(expression.left, look);
      const right = valueOf(expression.right, look);
      return left === null || right === null ? null : operate(expression.operator, left, right);
    }
    case 'ArithmeticCommandExpansion':
      return null;
  }
}

/** `12`, `0x1f`, `017`, `2#101`. */
function literal(text: string): number | null {
  const word = text.trim();
  const based = /^(\d{1,2})#([0-9a-zA-Z]{1,12})$/.exec(word);
  const value = /^0x[0-9a-f]{1,12}$/i.test(word)
    ? Number.parseInt(word, 16)
    : /^0[0-7]{1,16}$/.test(word)
      ? Number.parseInt(word, 8)
      : based !== null
        ? Number.parseInt(based[2] ?? '', Number(based[1]))
        : /^-?\d{1,15}$/.test(word)
          ? Number(word)
          : Number.NaN;
  return Number.isNaN(value) ? null : value;
}

function operate(operator: string, left: number, right: number): number | null {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? null : Math.trunc(left / right);
    case '%':
      return right === 0 ? null : left % right;
    case '**':
      return right < 0 ? null : left ** right;
    case '<<':
      return left * 2 ** right;
    case '>>':
      return Math.floor(left / 2 ** right);
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '<':
      return Number(left < right);
    case '>':
      return Number(left > right);
    case '<=':
      return Number(left <= right);
    case '>=':
      return Number(left >= right);
    case '==':
      return Number(left === right);
    case '!=':
      return Number(left !== right);
    case '&&':
      return Number(left !== 0 && right !== 0);
    case '||':
      return Number(left !== 0 || right !== 0);
    case ',':
      return right;
    default:
      return null;
  }
}
