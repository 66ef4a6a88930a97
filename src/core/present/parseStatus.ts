import { agentLevels, type AgentStatus, type Notice } from './status.ts';

/** A line of `pinfold status --json`, or null when it is none. */
export function parseStatus(line: string): AgentStatus | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  // The checks below are what stands behind this assertion.
  return isFields(value) && isStatus(value) ? (value as unknown as AgentStatus) : null;
}

type Fields = Readonly<Record<string, unknown>>;

function isStatus(value: Fields): boolean {
  return (
    ['agent', 'name', 'settings', 'launcher'].every((key) => typeof value[key] === 'string') &&
    ['installed', 'answering', 'firing'].every((key) => typeof value[key] === 'boolean') &&
    ['version', 'agentVersion', 'lastSeen'].every(
      (key) => value[key] === null || typeof value[key] === 'string',
    ) &&
    agentLevels.some((level) => level === value['level']) &&
    Array.isArray(value['problems']) &&
    value['problems'].every(isNotice)
  );
}

function isNotice(value: unknown): value is Notice {
  return (
    isFields(value) && ['code', 'message', 'remedy'].every((key) => typeof value[key] === 'string')
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
