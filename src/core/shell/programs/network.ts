import type { ProgramGroup } from './types.ts';

const sending =
  '-d --data --data-ascii --data-binary --data-raw --data-urlencode -F --form --form-string -T --upload-file --json';

/** Programs that talk to other machines. */
export const network: ProgramGroup = {
  curl: {
    operands: 'host',
    values: {
      host: '--url',
      at: '-d --data --data-ascii --data-binary --data-urlencode --json -H --header --proxy-header -w --write-out --url-query -b --cookie',
      form: '-F --form',
      word: '--data-raw --form-string -X --request -A --user-agent -e --referer -u --user -m --max-time --connect-timeout --retry --retry-delay --retry-max-time -r --range -C --continue-at -x --proxy -U --proxy-user --resolve --connect-to --interface --limit-rate --max-redirs --ciphers --tls-max --tlsv1.2-ciphers --aws-sigv4 -z --time-cond --oauth2-bearer -E --cert --key --pass --max-filesize --speed-limit --speed-time -y -Y -t --telnet-option --dns-servers --noproxy --socks5 --socks5-hostname --unix-socket-path --proto --proto-redir --parallel-max --rate',
      read: '-T --upload-file -K --config --netrc-file --cacert --crlfile --proxy-cacert --capath --pubkey --variable',
      write:
        '-o --output -D --dump-header -c --cookie-jar --trace --trace-ascii --stderr --etag-save --hsts --alt-svc --libcurl --output-dir',
      rewrite: '--unix-socket --abstract-unix-socket',
    },
    switches: [{ on: sending, operands: 'send' }],
    prints: 'download',
  },
  'wget|wget2': {
    operands: 'host',
    values: {
      read: '-i --input-file --post-file --body-file --load-cookies --ca-certificate --config --certificate --private-key',
      write: '-O --output-document -o --output-file -a --append-output --save-cookies --warc-file',
      directory: '-P --directory-prefix',
      word: '-t --tries -T --timeout -w --wait -U --user-agent --header --user --password --post-data --body-data --method -l --level -A --accept -R --reject -D --domains -I -X --limit-rate -Q --quota --referer --cut-dirs --bind-address --max-redirect --prefer-family --progress -e --execute --ciphers --base -B --http-user --http-password --waitretry --read-timeout --connect-timeout --dns-timeout',
    },
    switches: [{ on: '--post-file --post-data --body-file --body-data', operands: 'send' }],
    prints: 'download',
  },
  'http|https|xh|xhs|httpie|curlie': {
    operands: 'perhaps',
    values: {
      write: '-o --output',
      word: '-a --auth -A --auth-type --timeout --proxy --verify -p --print -s --style',
      read: '--cert --cert-key --session',
    },
    prints: 'download',
  },
  'aria2c|axel|lynx|w3m|links|elinks|fetch|lwp-request|GET|youtube-dl|yt-dlp|httpx': {
    operands: 'host',
    values: {
      write: '-o --out --output -O -d --dir -l --log --output-document',
      read: '-i --input-file --load-cookies --conf-path -cookie_file',
      word: '-s -x -j --split --max-connection-per-server -n -f --format -dump -useragent',
    },
    prints: 'download',
  },
  'ssh|autossh|mosh|slogin': {
    special: 'remoteShell',
    values: {
      mention: '-i -I -S',
      read: '-F',
      write: '-E',
      word: '-p -l -o -L -R -D -W -J -b -B -c -e -m -O -Q -w -M --ssh --port -P',
    },
  },
  'scp|pscp': {
    operands: 'remote',
    last: 'remoteTarget',
    values: { mention: '-i', read: '-F', word: '-P -l -o -c -J -D -X', command: '-S' },
    recursive: '-r',
  },
  'sftp|lftp|ftp|ncftp|tftp|psftp': {
    first: 'send',
    values: {
      mention: '-i',
      read: '-F -b -f',
      word: '-P -o -l -c -J -B -R -u -p -X',
      command: '-S',
      code: '-e',
    },
  },
  'nc|ncat|netcat|telnet|nc.openbsd|nc.traditional': {
    first: 'send',
    operands: 'word',
    values: {
      command: '-c --sh-exec',
      program: '-e --exec',
      script: '--lua-exec',
      write: '-o --output -x --hex-dump',
      word: '-p --source-port -s --source -w --wait -i --idle-timeout -q -X -P --proxy-auth --proxy -I -O -T -V -m --max-conns -d --delay',
      read: '--ssl-cert --ssl-key --ssl-trustfile',
      rewrite: '-U --unixsock',
    },
    switches: [{ on: '-l --listen', first: 'word' }],
    prints: 'download',
  },
  'socat|socat1': {
    operands: 'perhaps',
    values: { write: '-lf', word: '-t -T -b' },
    prints: 'download',
  },
  'ping|ping6|traceroute|tracepath|mtr|dig|nslookup|host|whois|drill|nmap|arp|arping|fping|hping3|masscan':
    {
      operands: 'host',
      values: {
        word: '-c -i -t -W -w -p -s -I -m -q -n -f -T -r -k -y -b -e --top-ports --script -P',
        write: '-oN -oX -oG -oA -o',
        read: '-iL',
      },
      prints: 'word',
    },
  'ip|ifconfig|netstat|ss|route|iwconfig|nmcli|resolvectl|networkctl|ethtool|tc|bridge|scutil|networksetup|iptables|nft|ufw|firewall-cmd':
    { operands: 'word', values: {} },
  'mail|mailx|mutt|sendmail|msmtp|swaks': {
    operands: 'send',
    values: { word: '-s -b -c -r -S -f', read: '-a -A -F -i -H --attach --body' },
  },
  'tcpdump|tshark|wireshark|ngrep|mitmproxy|mitmdump': {
    operands: 'word',
    values: { write: '-w', read: '-r -F -s', word: '-i -c -s -C -G -Y -f -p', command: '-z' },
  },
};
