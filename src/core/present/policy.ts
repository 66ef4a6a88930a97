import type { CompiledLayer, PathRule, PolicyIndex } from '../policy/policyIndex.ts';

/** The rules of a compiled policy as text for people, layer by layer. */
export function policyText(index: PolicyIndex): string {
  const lines: string[] = [`Policy ${index.digest.slice(0, 12)}`];
  for (const source of index.sources) {
    lines.push(`  ${source.layer}: ${source.path}${source.digest === null ? ' (not there)' : ''}`);
  }
  for (const [ordinal, layer] of index.layers.entries()) {
    const approval = layer.trusted ? versionWords(layer) : ' (not approved: tightens only)';
    lines.push('', `${layer.name}${approval}`);
    const rules = index.rules.filter((rule) => rule.layer === ordinal);
    const width = Math.max(0, ...rules.map(({ id }) => id.length));
    for (const rule of rules)
      lines.push(`  ${rule.id.padEnd(width)}  ${accessText(rule)}  ${rule.title}`);
    for (const command of index.commands.filter((each) => each.layer === ordinal)) {
      lines.push(`  ${command.id}  ${command.verdict}  \`${command.match.join(' ')}\``);
    }
    for (const rule of index.network.filter((each) => each.layer === ordinal)) {
      const words = [`fetch ${rule.fetch ?? '-'}`, `send ${rule.send ?? '-'}`];
      if (rule.deny.length > 0) words.push(`deny ${rule.deny.join(', ')}`);
      lines.push(`  network  ${words.join('  ')}`);
    }
    if (layer.defaults !== undefined) {
      lines.push('  defaults where no rule speaks:');
      for (const [place, access] of Object.entries(layer.defaults)) {
        lines.push(
          `    ${place.padEnd(11)} read ${access.read}, write ${access.write}, delete ${access.delete}`,
        );
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

function versionWords({ version }: CompiledLayer): string {
  if (version === undefined) return '';
  return version === 'approved'
    ? ' (last approved version; the stricter of it and what stands there counts)'
    : ' (as it stands there, not approved; the stricter of it and the last approved version counts)';
}

function accessText({ access }: PathRule): string {
  return `read ${access.read ?? '-'}, write ${access.write ?? '-'}`.padEnd(24);
}
