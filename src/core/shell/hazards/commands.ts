import { forEachChild, parse, type SyntaxNode } from 'unbash';

const mostText = 16_384;
const mostCommands = 100;

/**
 * The simple commands in shell text that another machine or container runs, as they are written: nothing is known of
 * its files and variables.
 */
export function commandsIn(text: string): { readonly name: string; readonly words: string[] }[] {
  if (text.length > mostText) return [];
  const found: { name: string; words: string[] }[] = [];
  const visit = (node: SyntaxNode, depth: number): void => {
    if (depth > 100 || found.length >= mostCommands) return;
    if (node.type === 'Command' && node.name !== undefined) {
      const words = node.args.map((word) => (word.type === 'Assignment' ? word.name : word.value));
      found.push({ name: baseName(node.name.value), words });
    }
    forEachChild(node, (child) => visit(child, depth + 1));
  };
  visit(parse(text), 0);
  return found;
}

export function baseName(program: string): string {
  return program.replace(/^.*[\\/]/s, '');
}
