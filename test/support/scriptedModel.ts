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

/** A conversation that waits for its next turn. */
export interface Waiting {
  /** Turns that the model has taken so far. */
  readonly taken: number;
  /** What the conversation began with: tells a subagent's from the main one. */
  readonly beginning: string;
  /** False for side work of the agent (titles, summaries): any word will do. */
  readonly hasTools: boolean;
}

/** A turn that is due, with its place in the script: `<branch>_<turn>`; branch 0 is the main one. */
export interface Due {
  readonly place: string;
  readonly turn: Turn;
}

/** The wire format of one kind of model server. Holds no state. */
export interface ModelApi {
  /** A request as a conversation, or null when it is none. */
  read(path: string, body: string): Waiting | null;
  /** Answers a conversation. */
  write(response: ServerResponse, body: string, due: Due): void;
  /** Answers every other request. */
  decline(response: ServerResponse, path: string): void;
  /** Says that the model itself broke, in a way that no agent tries again. */
  fail(response: ServerResponse): void;
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
 * A model that plays a script instead of thinking, behind a model server's API on loopback. It holds no state: which
 * turn is due follows from what the agent sends.
 */
export async function startScriptedModel(api: ModelApi, script: Script): Promise<ScriptedModel> {
  const requests: ModelRequest[] = [];
  const failures: unknown[] = [];
  const server = createServer((request, response) => {
    answer(request, response, api, script, requests).catch((error: unknown) => {
      failures.push(error);
      api.fail(response);
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
  api: ModelApi,
  script: Script,
  requests: ModelRequest[],
): Promise<void> {
  const body = await readBody(request);
  const path = request.url ?? '/';
  const waiting = request.method === 'POST' ? api.read(path, body) : null;
  requests.push({ at: performance.now(), path, body, isTurn: waiting?.hasTools === true });
  if (waiting === null) {
    api.decline(response, path);
    return;
  }
  const due = dueIn(waiting, script);
  due.turn.before?.();
  api.write(response, body, due);
}

function dueIn({ taken, beginning, hasTools }: Waiting, script: Script): Due {
  if (!hasTools) return { place: `0_${String(taken)}`, turn: { text: 'Fine.' } };
  const branch = (script.branches ?? []).findIndex((each) => beginning.includes(each.match));
  const turns = script.branches?.[branch]?.turns ?? script.turns;
  return {
    place: `${String(branch + 1)}_${String(taken)}`,
    turn: turns[taken] ?? { text: 'Done.' },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
