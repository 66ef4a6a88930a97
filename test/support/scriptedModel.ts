import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  parseConversation,
  sendEvents,
  sendJson,
  usage,
  type Block,
  type Conversation,
} from './messagesApi.ts';

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
  /** What went wrong in the model itself, a turn's `before` included: a session with any proves nothing. */
  readonly failures: readonly unknown[];
  readonly close: () => Promise<void>;
}

/**
 * A model that plays a script instead of thinking, behind the Anthropic Messages API on loopback. It holds no state:
 * which turn is due follows from the number of assistant messages in the conversation that the agent sends.
 */
export async function startScriptedModel(script: Script): Promise<ScriptedModel> {
  const requests: ModelRequest[] = [];
  const failures: unknown[] = [];
  const server = createServer((request, response) => {
    answer(request, response, script, requests).catch((error: unknown) => {
      failures.push(error);
      // Of all codes, agents do not try this one again.
      sendJson(response, 400, {
        type: 'error',
        error: { type: 'invalid_request_error', message: 'Broken.' },
      });
    });
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
    failures,
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

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
