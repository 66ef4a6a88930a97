import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { LayerName } from '../../../../src/core/actions/decision.ts';
import { formatDiagnostics } from '../../../../src/core/policy/diagnostics.ts';
import { parsePolicy } from '../../../../src/core/policy/parse.ts';
import { policyFileSchema } from '../../../../src/core/policy/schema.ts';

const page = readFileSync(new URL('../../../../docs/policy.md', import.meta.url), 'utf8');
const sources = [
  'Rules',
  'Layers',
  'Patterns',
  'Hosts',
  'Issues',
  'Settings',
  'Shadows',
  'Syntax',
  'Tree',
  'Trouble',
]
  .map((part) => `policyFile${part}.ts`)
  .concat('parse.ts')
  .map((name) =>
    readFileSync(new URL(`../../../../src/core/policy/${name}`, import.meta.url), 'utf8'),
  )
  .join('\n');

describe('docs/policy.md', () => {
  const examples = Array.from(
    page.matchAll(/(?:<!-- layer: (\w+) -->\n)?```jsonc\n([\s\S]*?)```/g),
    ([, layer = 'workspace', text]) => ({ layer: layer as LayerName, text: text! }),
  );

  it('has examples that are fine policies', () => {
    assert.equal(examples.length, 5);
    for (const { layer, text } of examples) {
      const parsed = parsePolicy(text, { file: 'docs/policy.md', layer });
      assert(parsed.ok, parsed.ok ? '' : formatDiagnostics(parsed.diagnostics, text));
    }
  });

  it('shows a message as it is', () => {
    const [, block] = /```\n(\.pinfold[\s\S]*?)\n```/.exec(page)!;
    const line = /4 \| (.*)/.exec(block!)![1]!;
    const text = `{\n  "version": 1,\n  "zones": [\n${line}\n  ]\n}\n`;
    const parsed = parsePolicy(text, { file: '.pinfold/policy.jsonc', layer: 'workspace' });
    assert(!parsed.ok);
    assert.equal(formatDiagnostics(parsed.diagnostics, text), block);
  });

  it('names every key of the file', () => {
    for (const key of Object.keys(policyFileSchema.entries)) {
      assert(page.includes(`| \`${key}\` |`), key);
    }
  });

  it('names every code that is ever said, and no other', () => {
    const said = new Set(sources.match(/PF-POLICY-[A-Z]+(?:-[A-Z]+)*/g));
    const listed = new Set(page.match(/PF-POLICY-[A-Z]+(?:-[A-Z]+)*/g));
    assert.deepEqual([...listed].toSorted(), [...said].toSorted());
  });
});
