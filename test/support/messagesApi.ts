import type { ServerResponse } from 'node:http';
import type { Due, ModelApi } from './scriptedModel.ts';

/** As much of the Anthropic Messages API as an agent notices. */
export const messagesApi: ModelApi = {
  read(path, body) {
    if (!path.startsWith('/v1/messages') || isCount(path)) return null;
    const conversation = parseConversation(body);
    if (conversation === null) return null;
    const { messages, hasTools } = conversation;
    const first = messages.findIndex((message) => message.role === 'assistant');
    return {
      taken: messages.filter((message) => message.role === 'assistant').length,
      beginning: JSON.stringify(messages.slice(0, first < 0 ? undefined : first)),
      hasTools,
    };
  },
  write(response, body, due) {
    const blocks = blocksOf(due);
    const message = {
      id: `msg_${due.place}`,
      type: 'message',
      role: 'assistant',
      model: parseConversation(body)?.model,
      stop_reason: blocks.some((block) => block.type === 'tool_use') ? 'tool_use' : 'end_turn',
      stop_sequence: null,
      usage,
    };
    if (parseConversation(body)?.streams === true) sendEvents(response, message, blocks);
    else sendJson(response, 200, { ...message, content: blocks });
  },
  decline(response, path) {
    if (isCount(path)) sendJson(response, 200, { input_tokens: 10 });
    else sendJson(response, 404, failure('not_found_error', 'Not here.'));
  },
  fail(response) {
    sendJson(response, 400, failure('invalid_request_error', 'Broken.'));
  },
};

function isCount(path: string): boolean {
  return path.includes('count_tokens');
}

function failure(type: string, message: string): object {
  return { type: 'error', error: { type, message } };
}

/** Ids tell the place in the script: `toolu_<branch>_<turn>_<call>`. */
function blocksOf({ turn, place }: Due): readonly Block[] {
  const text: readonly Block[] = turn.text === undefined ? [] : [{ type: 'text', text: turn.text }];
  const calls = 'tools' in turn ? turn.tools : [];
  return [
    ...text,
    ...calls.map(({ name, input }, index): Block => ({
      type: 'tool_use',
      id: `toolu_${place}_${String(index)}`,
      name,
      input,
    })),
  ];
}

interface Message {
  readonly role: string;
  readonly content: unknown;
}

/** A request for the next message. */
interface Conversation {
  readonly model: string;
  readonly streams: boolean;
  readonly hasTools: boolean;
  readonly messages: readonly Message[];
}

type Block =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'tool_use';
      readonly id: string;
      readonly name: string;
      readonly input: unknown;
    };

/** Nobody counts here, but the fields must be there. */
const usage = { input_tokens: 10, output_tokens: 5 };

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

/** The server-sent events of a streamed message, in the order of the Messages API. */
function sendEvents(
  response: ServerResponse,
  message: Readonly<Record<string, unknown>>,
  blocks: readonly Block[],
): void {
  const { stop_reason: stopReason, ...start } = message;
  const events = [
    { type: 'message_start', message: { ...start, stop_reason: null, content: [] } },
    ...blocks.flatMap((block, index) => [
      {
        type: 'content_block_start',
        index,
        content_block: block.type === 'text' ? { ...block, text: '' } : { ...block, input: {} },
      },
      { type: 'content_block_delta', index, delta: deltaOf(block) },
      { type: 'content_block_stop', index },
    ]),
    {
      type: 'message_delta',
      delta: { stop_reason: stopReason, stop_sequence: null },
      usage: { output_tokens: usage.output_tokens },
    },
    { type: 'message_stop' },
  ];
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.end(
    events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''),
  );
}

function deltaOf(block: Block): Record<string, string> {
  return block.type === 'text'
    ? { type: 'text_delta', text: block.text }
    : { type: 'input_json_delta', partial_json: JSON.stringify(block.input) };
}

/** A request body, or null when it is no conversation. */
function parseConversation(body: string): Conversation | null {
  const value = parseJson(body);
  if (!isRecord(value)) return null;
  const tools = value['tools'];
  const messages = value['messages'];
  return {
    model: String(value['model']),
    streams: value['stream'] === true,
    hasTools: Array.isArray(tools) && tools.length > 0,
    messages: Array.isArray(messages) ? messages.filter(isMessage) : [],
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isMessage(value: unknown): value is Message {
  return isRecord(value) && typeof value['role'] === 'string';
}

/** What came back to the model from one tool call. */
export interface ToolResult {
  /** `toolu_<branch>_<turn>_<call>` */
  readonly id: string;
  readonly isError: boolean;
  readonly text: string;
}

/** The results of all tool calls that a model was told about, in order, each once. */
export function toolResultsIn(bodies: readonly string[]): readonly ToolResult[] {
  const results = new Map<string, ToolResult>();
  for (const body of bodies) {
    for (const message of parseConversation(body)?.messages ?? []) {
      for (const block of Array.isArray(message.content) ? message.content : []) {
        const result = toolResult(block);
        if (result !== null) results.set(result.id, result);
      }
    }
  }
  return [...results.values()];
}

function toolResult(block: unknown): ToolResult | null {
  if (!isRecord(block) || block['type'] !== 'tool_result') return null;
  const content = block['content'];
  return {
    id: String(block['tool_use_id']),
    isError: block['is_error'] === true,
    text: typeof content === 'string' ? content : textOf(content),
  };
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) =>
      isRecord(part) && typeof part['text'] === 'string' ? part['text'] : JSON.stringify(part),
    )
    .join('\n');
}
