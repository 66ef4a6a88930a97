// A tiny MCP server on standard streams with one tool, `show`, that gives back any file: a way around an agent's own
// file tools. Plain JavaScript, so that Claude Code can start it with node alone.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const tool = {
  name: 'show',
  description: 'Shows a file.',
  inputSchema: {
    type: 'object',
    properties: { path: { type: 'string' } },
    required: ['path'],
  },
};

const answers = {
  initialize: (parameters) => ({
    protocolVersion: parameters.protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: 'files', version: '1' },
  }),
  'tools/list': () => ({ tools: [tool] }),
  'tools/call': (parameters) => ({
    content: [{ type: 'text', text: readFileSync(parameters.arguments.path, 'utf8') }],
  }),
};

createInterface({ input: process.stdin }).on('line', (line) => {
  const message = JSON.parse(line);
  if (message.id === undefined) return;
  const result = answers[message.method]?.(message.params ?? {}) ?? {};
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id: message.id, result })}\n`);
});
