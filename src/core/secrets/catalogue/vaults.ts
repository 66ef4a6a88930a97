import type { SecretFamily } from './secretFile.ts';

/** Password managers, keychains, vaults and wallets. */
export const vaultFamily: SecretFamily = {
  rule: 'credentials.vaults',
  title: 'a password or secret store',
  files: [
    {
      id: 'vault-token',
      what: 'a token of HashiCorp Vault, Nomad or Consul',
      by: 'vault',
      paths: ['~/.vault-token', '**/.vault-token', '~/.{nomad,consul}-token'],
    },
    {
      id: 'terraform-cloud',
      what: 'tokens of HCP Terraform and its registry',
      by: 'terraform',
      paths: [
        '~/.terraform.d/credentials.tfrc.json',
        '**/credentials.tfrc.json',
        '~/.terraformrc',
        '~/AppData/Roaming/{terraform.rc,terraform.d/credentials.tfrc.json}',
      ],
    },
    {
      id: 'ansible-vault',
      what: 'passwords of Ansible vaults',
      by: 'ansible',
      paths: ['~/.{vault-pass,vault_pass,vault_pass.txt,ansible_vault_pass}'],
    },
    {
      id: 'secret-services',
      what: 'tokens of a service that keeps secrets',
      by: 'secret-service',
      paths: [
        '~/.{infisical,doppler}-token',
        '~/.config/{infisical,doppler,akeyless,chamber}',
        '~/.{infisical,doppler,akeyless}',
      ],
    },
    {
      id: 'keepass',
      what: 'a password database of KeePass or Password Safe',
      by: 'password-manager',
      paths: [
        '**/*.{kdbx,kdb,psafe3}',
        '~/.config/{KeePass,keepassxc}',
        '~/AppData/{Local,Roaming}/{KeePass,KeePassXC}',
      ],
    },
    {
      id: '1password',
      what: 'data or session of 1Password',
      by: 'password-manager',
      paths: [
        '~/.config/{1Password,op}',
        '~/.{1password,op}',
        '**/*.{agilekeychain,opvault,1pux}',
        '~/Library/Group Containers/2BUA8C4S2C.com.1password',
        '~/AppData/Local/1Password',
      ],
    },
    {
      id: 'bitwarden',
      what: 'data or session of Bitwarden',
      by: 'password-manager',
      paths: [
        '~/.config/Bitwarden{, CLI}',
        '~/.config/rbw',
        '~/.local/share/rbw',
        '~/Library/Application Support/Bitwarden{, CLI}',
        '~/AppData/Roaming/Bitwarden{, CLI}',
      ],
    },
    {
      id: 'password-managers',
      what: 'data of a password manager',
      by: 'password-manager',
      paths: [
        '~/.password-store',
        '~/.config/{gopass,enpass,dashlane-cli,lastpass,protonpass}',
        '~/.{gopass-store,lastpass,lpass,dashlane-cli}',
        '~/.local/share/{lpass,gopass/stores}',
      ],
    },
    {
      id: 'keychain',
      what: 'the key ring of the desktop',
      by: 'keychain',
      paths: [
        '~/.local/share/{keyrings,gnome-keyring,secrets,kwalletd}',
        '~/.gnome2/keyrings',
        '~/Library/Keychains',
        '~/AppData/{Local,Roaming}/Microsoft/{Credentials,Vault,Protect,Crypto}',
      ],
    },
    {
      id: 'wallet',
      what: 'keys of a wallet for digital money',
      by: 'wallet',
      paths: [
        '~/.{bitcoin/wallet.dat,bitcoin/wallets,ethereum/keystore,electrum/wallets,foundry/keystores,brownie/accounts,near-credentials,litecoin/wallets,monero}',
        '~/.config/{solana/id.json,sui/sui_config/sui.keystore,Exodus,Ledger Live}',
        '~/Library/Application Support/{Bitcoin/wallets,Bitcoin/wallet.dat,Ethereum/keystore,Electrum/wallets,Exodus}',
        '~/Library/Ethereum/keystore',
        '~/AppData/Roaming/{Bitcoin/wallets,Bitcoin/wallet.dat,Ethereum/keystore,Electrum/wallets,Exodus}',
      ],
    },
  ],
};
