import type { ProgramGroup } from './types.ts';

const hostValues =
  '-t --title -b --body -R --repo -l --label -a --assignee -m --milestone -q --jq -n --notes -L --limit -s --state -H --head -B --base --json -r --reviewer --search -X --method -p --pattern -e --env -v --visibility --app --hostname --preview';

/** Programs that carry files away, beside those whose whole purpose is transfer. */
export const senders: ProgramGroup = {
  'gh|glab|hub|tea': {
    special: 'codeHost',
    operands: 'perhaps',
    values: { word: hostValues, output: '-D --dir -O --output --org' },
  },
  mpack: {
    operands: 'send',
    first: 'read',
    values: { text: '-s -d -m -c -o -a' },
    prints: 'word',
  },
  'hping3|hping|hping2|nping|scapy': {
    operands: 'host',
    values: {
      read: '-E --file --data-file',
      word: '-c --count -i --interval -d --data -e --sign -p --destport -s --baseport -a --spoof -t --ttl -I --interface',
    },
    switches: [{ on: '-E --file --data-file', operands: 'send' }],
  },
  'unison|unison-text|csync|osync|bsync|mutagen|lsyncd': {
    special: 'syncsBoth',
    values: {
      word: '-path -ignore -prefer -sshargs -servercmd --name -n --ignore -i --label',
      read: '-config',
    },
    singleDash: true,
  },
  httpd: {
    special: 'serveFolder',
    values: { tree: '-h', read: '-c', word: '-p -u -r -m -e -d' },
  },
};
