import type { SecretFamily } from './secretFile.ts';

/** A person's own programs: browsers, messengers, mail, and what they typed. */
export const personalFamilies: readonly SecretFamily[] = [
  {
    rule: 'credentials.browsers',
    title: 'a profile of a browser, messenger or remote desktop, with logins',
    files: [
      {
        id: 'firefox',
        what: 'saved logins, cookies and sessions of Firefox and its kin',
        by: 'browser',
        paths: [
          '~/.mozilla/firefox',
          '**/.mozilla/firefox',
          '~/snap/firefox/common/.mozilla/firefox',
          '~/.var/app/org.mozilla.firefox/.mozilla/firefox',
          '~/.{librewolf,waterfox,tor-browser}',
          '~/.config/librewolf',
          '~/Library/Application Support/Firefox',
          '~/AppData/{Local,Roaming}/Mozilla/Firefox',
          '**/{key3.db,key4.db,signons.sqlite,logins-backup.json}',
        ],
      },
      {
        id: 'chromium',
        what: 'saved logins, cookies and sessions of Chrome and its kin',
        by: 'browser',
        paths: [
          '~/.config/{google-chrome,google-chrome-beta,chromium,BraveSoftware,microsoft-edge,vivaldi,opera,thorium,Arc}',
          '~/snap/chromium/common/chromium',
          '~/.var/app/{com.google.Chrome,org.chromium.Chromium,com.brave.Browser,com.microsoft.Edge}/config',
          '~/Library/Application Support/{Google/Chrome,Chromium,BraveSoftware,Microsoft Edge,Arc,Vivaldi}',
          '~/AppData/{Local,Roaming}/{Google/Chrome,Microsoft/Edge,BraveSoftware}',
          '~/AppData/Local/{Chromium/User Data,Vivaldi/User Data}',
          '~/AppData/Roaming/Opera Software',
          '**/Login Data{, For Account}',
        ],
      },
      {
        id: 'other-browsers',
        what: 'saved logins and cookies of a browser',
        by: 'browser',
        paths: [
          '~/.config/{epiphany,falkon}',
          '~/Library/{Cookies,Safari,Containers/com.apple.Safari}',
        ],
      },
      {
        id: 'messenger',
        what: 'sessions and messages of a messenger',
        by: 'messenger',
        paths: [
          '~/.config/{Signal,discord,discordcanary,Slack,Element,telegram-desktop,TelegramDesktop,Microsoft/Microsoft Teams,teams,zoomus.conf,skypeforlinux,WhatsApp,Mattermost,Rocket.Chat}',
          '~/.local/share/{TelegramDesktop,signal-desktop,telegram-desktop}',
          '~/.config/{weechat,hexchat}',
          '~/.{irssi,weechat,purple}',
          '**/{.irssi/config,.purple/accounts.xml}',
          '~/Library/Application Support/{Signal,discord,Slack,Telegram Desktop}',
          '~/Library/Messages',
          '~/AppData/Roaming/{Signal,discord,Slack,Telegram Desktop}',
        ],
      },
      {
        id: 'remote-desktop',
        what: 'logins of other machines',
        by: 'file-transfer',
        paths: [
          '~/.config/{filezilla,remmina,rustdesk,tigervnc,putty}',
          '~/.local/share/remmina',
          '~/.{filezilla,vnc,putty,rdesktop}',
          '~/AppData/Roaming/{FileZilla,RustDesk}',
        ],
      },
      {
        id: 'desktop-mail',
        what: 'mail and passwords of a mail program',
        by: 'mail',
        paths: ['~/.local/share/evolution', '~/.config/evolution', '~/Library/Mail'],
      },
    ],
  },
  {
    rule: 'credentials.mail',
    title: 'a mail program’s login file',
    files: [
      {
        id: 'mail-programs',
        what: 'passwords of mail accounts',
        by: 'mail',
        paths: [
          '~/.{mbsyncrc,offlineimaprc,getmailrc,muttrc,neomuttrc,esmtprc,nbsmtprc,aerc,notmuch-config,gmailctl}',
          '~/.config/{isyncrc,msmtp,neomutt,mutt,aerc/accounts.conf,himalaya,getmail}',
          '~/.msmtprc',
          '~/.mutt',
          '~/.fetchmailrc',
          '**/.{esmtprc,msmtprc,fetchmailrc}',
        ],
      },
      {
        id: 'thunderbird',
        what: 'mail, logins and sessions of Thunderbird',
        by: 'mail',
        paths: ['~/.thunderbird', '~/Library/Thunderbird', '~/AppData/Roaming/Thunderbird'],
      },
      {
        id: 'network-shares',
        what: 'passwords of network shares',
        by: 'password',
        paths: ['~/.{smbcredentials,smbpasswd,davfs2/secrets}', '~/.config/davfs2/secrets'],
      },
    ],
  },
  {
    rule: 'credentials.histories',
    title: 'a shell or database history, which often holds typed passwords',
    files: [
      {
        id: 'shell-history',
        what: 'commands as they were typed, often with passwords and tokens',
        by: 'history',
        paths: [
          '**/.{bash,zsh,sh}_history',
          '~/.{histfile,bash_sessions,zsh_sessions}',
          '~/.local/share/{atuin,nushell,powershell/PSReadLine,zsh/history,fish/fish_history}',
          '~/AppData/Roaming/Microsoft/Windows/PowerShell/PSReadLine',
          '~/.local/state/{bash/history,zsh/history}',
          '~/.config/{nushell/history.txt,nushell/history.sqlite3,fish/fish_history}',
          '~/.cache/zsh/history',
        ],
      },
      {
        id: 'database-history',
        what: 'statements as they were typed, often with passwords',
        by: 'history',
        paths: [
          '**/.{psql,mysql,sqlite,rediscli}_history',
          '~/.{duckdb,mycli,pgcli,litecli,clickhouse-client,influx,mongosh}_history',
          '~/.{mycli-history,mongodb/mongosh,mongosh,dbshell}',
          '~/.local/share/mycli',
          '~/.local/state/{mysql_history,psql_history}',
          '~/.config/{pgcli/history,litecli/history}',
        ],
      },
      {
        id: 'interpreter-history',
        what: 'code as it was typed, often with tokens',
        by: 'history',
        paths: [
          '**/.{python,node_repl,irb}_history',
          '~/.{julia,php,lua,scala,pry,gdb,R,ghc/ghci,erlang,guile,octave,amm,utop,ocaml}_history',
          '~/.{Rhistory,ipython/profile_default/history.sqlite,python_history}',
          '~/.local/share/python/history',
          '~/.local/state/{python_history,node_repl_history}',
        ],
      },
      {
        id: 'viewer-history',
        what: 'names, searches and copied text of an editor or pager',
        by: 'history',
        paths: ['~/.{lesshst,viminfo,netrwhist}', '~/.local/state/less/history'],
      },
    ],
  },
];
