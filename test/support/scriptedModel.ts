import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What the model says in one turn: calls tools, or says something, which ends its work. */
export type Turn = (
  | { readonly text: string }
  | { readonly tools: readonly ScriptedCall[]; readonly text?: string }
) & {
  /** Runs when the turn is due, before the agent hears of it: the world changes in the middle of a session. */
  readonly before?: () => void;
};

export interface ScriptedCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface Script {
  readonly turns: readonly Turn[];
  /** Scripts for subagents: the first whose `match` occurs in the conversation's first prompt plays. */
  readonly branches?: readonly { readonly match: string; readonly turns: readonly Turn[] }[];
}

/** A request as it came over the wire. */
export interface ModelRequest {
  /** Milliseconds of `performance.now()` when its last byte was here. */
  readonly at: number;
  readonly path: string;
  /** The whole body. What is not in here has not reached the model. */
  readonly body: string;
  /** The main conversation or a subagent's, as opposed to counting tokens and other side work. */
  readonly isTurn: boolean;
}

export interface ScriptedModel {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly requests: readonly ModelRequest[];
  readonly close: () => Promise<void>;
}

/**
 * A model that plays a script instead of thinking, behind the Anthropic Messages API on loopback. It holds no state:
 * which turn is due follows from the number of assistant messages in the conversation that the agent sends.
 */
export async function startScriptedModel(script: Script): Promise<ScriptedModel> {
  const requests: ModelRequest[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, script, requests);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The scripted model has no port.');
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  script: Script,
  requests: ModelRequest[],
): Promise<void> {
  const body = await readBody(request);
  const path = request.url ?? '/';
  const conversation = request.method === 'POST' ? parseConversation(body) : null;
  const isTurn = conversation !== null && conversation.hasTools && !path.includes('count_tokens');
  requests.push({ at: performance.now(), path, body, isTurn });
  respond(response, path, conversation, script);
}

interface Message {
  readonly role: string;
  readonly content: unknown;
}

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

const usage = { input_tokens: 10, output_tokens: 5 };

function respond(
  response: ServerResponse,
  path: string,
  conversation: Conversation | null,
  script: Script,
): void {
  if (path.includes('count_tokens')) {
    sendJson(response, 200, { input_tokens: 10 });
    return;
  }
  if (conversation === null || !path.startsWith('/v1/messages')) {
    sendJson(response, 404, {
      type: 'error',
      error: { type: 'not_found_error', message: 'Not here.' },
    });
    return;
  }
  const { branch, index, turn } = turnFor(conversation, script);
  turn.before?.();
  const blocks = blocksOf(turn, `${String(branch)}_${String(index)}`);
  const message = {
    id: `msg_${String(branch)}_${String(index)}`,
    type: 'message',
    role: 'assistant',
    model: conversation.model,
    stop_reason: blocks.some((block) => block.type === 'tool_use') ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    usage,
  };
  if (conversation.streams) sendEvents(response, message, blocks);
  else sendJson(response, 200, { ...message, content: blocks });
}

/** The turn that is due. Requests without tools are side work of the agent (titles, summaries): any word will do. */
function turnFor(
  conversation: Conversation,
  script: Script,
): { branch: number; index: number; turn: Turn } {
  const said = conversation.messages.filter((message) => message.role === 'assistant').length;
  if (!conversation.hasTools) return { branch: 0, index: said, turn: { text: 'Fine.' } };
  const first = conversation.messages.findIndex((message) => message.role === 'assistant');
  const prompt = JSON.stringify(conversation.messages.slice(0, first < 0 ? undefined : first));
  const branch = (script.branches ?? []).findIndex((each) => prompt.includes(each.match));
  const turns = script.branches?.[branch]?.turns ?? script.turns;
  return { branch: branch + 1, index: said, turn: turns[said] ?? { text: 'Done.' } };
}

/** Ids tell the place in the script: `toolu_<branch>_<turn>_<call>`; branch 0 is the main one. */
function blocksOf(turn: Turn, place: string): readonly Block[] {
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

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

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

/** The results of all tool calls that the model was told about, in order, each once. */
export function toolResultsIn(requests: readonly ModelRequest[]): readonly ToolResult[] {
  const results = new Map<string, ToolResult>();
  for (const request of requests.filter((each) => each.isTurn)) {
    for (const message of parseConversation(request.body)?.messages ?? []) {
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
