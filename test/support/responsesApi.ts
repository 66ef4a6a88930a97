import type { ServerResponse } from 'node:http';
import type { ToolResult } from './messagesApi.ts';
import type { Due, ModelApi, ScriptedCall } from './scriptedModel.ts';

/** A call of a tool whose input is one text and not JSON, `apply_patch` above all. */
export interface FreeformCall extends ScriptedCall {
  readonly input: { readonly freeform: string };
}

/**
 * As much of the OpenAI Responses API as Codex notices. A tool's name is `name`, or `namespace.name` for those of an
 * MCP server (`mcp__files.show`).
 */
export const responsesApi: ModelApi = {
  read(path, body) {
    if (!(path.split('?')[0] ?? '').endsWith('/responses')) return null;
    const request = parseJson(body);
    if (!isRecord(request)) return null;
    const items = itemsOf(request);
    const first = items.findIndex((item) => item['call_id'] !== undefined);
    const prompts = items
      .slice(0, first < 0 ? undefined : first)
      // A subagent is told by another agent.
      .filter((item) => item['role'] === 'user' || item['type'] === 'agent_message');
    return {
      taken: turnsIn(items),
      beginning: JSON.stringify(prompts),
      hasTools: offersTools(request) || items.some(offersTools),
    };
  },
  write(response, _body, due) {
    sendEvents(response, due);
  },
  decline(response) {
    sendJson(response, 404, { error: { message: 'Not here.', type: 'not_found_error' } });
  },
  fail(response) {
    sendJson(response, 400, { error: { message: 'Broken.', type: 'invalid_request_error' } });
  },
};

/** Call ids tell the place in the script: `call_<branch>_<turn>_<call>`. */
const callId = /^call_\d+_(\d+)_\d+$/;

/** Turns that were taken: those that called tools, by their ids, and those that only said something. */
function turnsIn(items: readonly Item[]): number {
  const turns = new Set<string>();
  let said = 0;
  for (const item of items) {
    const turn = callId.exec(String(item['call_id']))?.[1];
    if (turn !== undefined) turns.add(turn);
    if (item['type'] === 'message' && item['role'] === 'assistant') said += 1;
  }
  return turns.size + said;
}

/** Tools stand beside the conversation, or, for newer models, in an item of it. */
function offersTools({ tools }: Item): boolean {
  return Array.isArray(tools) && tools.length > 0;
}

type Item = Readonly<Record<string, unknown>>;

function itemsOf(request: Readonly<Record<string, unknown>>): readonly Item[] {
  const input = request['input'];
  return Array.isArray(input) ? input.filter(isRecord) : [];
}

function outputOf({ place, turn }: Due): readonly Item[] {
  if (!('tools' in turn)) return [messageOf(place, turn.text)];
  return turn.tools.map(({ name, input }, index): Item => {
    const common = { call_id: `call_${place}_${String(index)}`, status: 'completed' };
    const freeform = input['freeform'];
    if (typeof freeform === 'string') {
      const id = `ctc_${place}_${String(index)}`;
      return { type: 'custom_tool_call', id, ...common, name, input: freeform };
    }
    const [last = '', namespace] = name.split('.').toReversed();
    return {
      type: 'function_call',
      id: `fc_${place}_${String(index)}`,
      ...common,
      name: last,
      ...(namespace === undefined ? {} : { namespace }),
      arguments: JSON.stringify(input),
    };
  });
}

function messageOf(place: string, text: string | undefined): Item {
  return {
    type: 'message',
    id: `msg_${place}`,
    role: 'assistant',
    status: 'completed',
    content: [{ type: 'output_text', text: text ?? 'Done.', annotations: [] }],
  };
}

function sendEvents(response: ServerResponse, due: Due): void {
  const output = outputOf(due);
  const id = `resp_${due.place}`;
  const answer = { id, object: 'response', model: 'scripted', status: 'in_progress', output: [] };
  const events: Item[] = [
    { type: 'response.created', response: answer },
    ...output.flatMap((item, index) => [
      { type: 'response.output_item.added', output_index: index, item },
      { type: 'response.output_item.done', output_index: index, item },
    ]),
    { type: 'response.completed', response: { ...answer, status: 'completed', output, usage } },
  ];
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.end(
    events
      .map((event) => `event: ${String(event['type'])}\ndata: ${JSON.stringify(event)}\n\n`)
      .join(''),
  );
}

/** Nobody counts here, but the fields must be there. */
const usage = {
  input_tokens: 10,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 5,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 15,
};

/** The results of all tool calls that a model was told about, in order, each once. `isError` is never known. */
export function outputsIn(bodies: readonly string[]): readonly ToolResult[] {
  const results = new Map<string, ToolResult>();
  for (const body of bodies) {
    const request = parseJson(body);
    for (const item of isRecord(request) ? itemsOf(request) : []) {
      if (!String(item['type']).endsWith('_call_output')) continue;
      const id = String(item['call_id']);
      const output = item['output'];
      const text = typeof output === 'string' ? output : JSON.stringify(output);
      results.set(id, { id, isError: false, text });
    }
  }
  return [...results.values()];
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
