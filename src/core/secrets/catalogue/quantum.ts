import type { SecretFamily } from './secretFile.ts';

/** Every provider of quantum hardware that keeps credentials in a file. */
export const quantumFamily: SecretFamily = {
  rule: 'credentials.quantum',
  title: 'a quantum provider’s credential file',
  files: [
    {
      id: 'ibm-quantum',
      what: 'accounts of IBM Quantum with their tokens, in plain text',
      by: 'ibm-quantum',
      paths: [
        '**/qiskit-ibm.json',
        '~/.qiskit/qiskit-ibm.json',
        '~/.qiskit/qiskitrc',
        '~/.qiskitrc',
        '**/Qconfig.py',
        '~/.config/qiskit/qiskit-ibm.json',
      ],
    },
    {
      id: 'dwave',
      what: 'API tokens of D-Wave Leap',
      by: 'dwave',
      paths: [
        '**/dwave.conf',
        '~/.config/dwave',
        '~/.dwave',
        '~/.local/share/dwave',
        '~/Library/Application Support/dwave',
        '~/AppData/Local/dwavesystem/dwave',
      ],
    },
    {
      id: 'rigetti',
      what: 'refresh tokens of Rigetti QCS',
      by: 'rigetti',
      paths: [
        '~/.qcs/{secrets,settings}.toml',
        '~/.{rigetti,forest_config,qcs_config,qcs_auth_token,qvm_config}',
        '~/.config/{rigetti,qcs}',
      ],
    },
    {
      id: 'quantinuum',
      what: 'tokens of Quantinuum Nexus and logins of its machines',
      by: 'quantinuum',
      paths: [
        '~/.qnx/auth',
        '~/.qnexus/config',
        '~/.config/pytket/config.json',
        '~/.{quantinuum,hqs}',
        '~/.config/{quantinuum,nexus}',
      ],
    },
    {
      id: 'xanadu',
      what: 'tokens of Xanadu Cloud',
      by: 'xanadu',
      paths: [
        '~/.xanadu',
        '~/.config/xanadu-cloud',
        '~/.config/strawberryfields/config.toml',
        '~/Library/Application Support/xanadu-cloud',
        '~/AppData/Local/Xanadu/xanadu-cloud',
      ],
    },
    {
      id: 'pennylane',
      what: 'tokens of the devices that PennyLane uses',
      by: 'quantum-plugin',
      paths: [
        '~/.config/pennylane/config.toml',
        '~/Library/{Preferences/pennylane/config.toml,Application Support/pennylane}',
        '~/AppData/Local/Xanadu/pennylane',
      ],
    },
    { id: 'ionq', what: 'API keys of IonQ', by: 'ionq', paths: ['~/.ionq', '~/.config/ionq'] },
    {
      id: 'pasqal',
      what: 'logins of Pasqal Cloud',
      by: 'pasqal',
      paths: [
        '~/.pasqal',
        '~/.config/pasqal',
        '~/.local/share/pasqal',
        '~/.cache/pasqal/**/token*',
      ],
    },
    {
      id: 'quera',
      what: 'AWS keys for machines of QuEra',
      by: 'quera',
      paths: ['**/config/aquila_api_config.json', '~/.quera', '~/.config/quera'],
    },
    {
      id: 'oqc',
      what: 'tokens of OQC Cloud',
      by: 'oqc',
      paths: ['~/.{oqc,qcaas}', '~/.config/{oqc,qcaas}'],
    },
    {
      id: 'iqm',
      what: 'tokens of IQM machines',
      by: 'iqm',
      paths: [
        '~/.cache/iqm-c{lient,ortex}-cli/tokens.json',
        '~/.config/iqm-c{lient,ortex}-cli/config.json',
        '~/.iqm',
        '~/.config/iqm',
      ],
    },
    { id: 'aqt', what: 'tokens of AQT', by: 'aqt', paths: ['~/.aqt', '~/.config/aqt'] },
    {
      id: 'alice-bob',
      what: 'API keys of Alice & Bob',
      by: 'alice-bob',
      paths: ['~/.alicebob', '~/.config/alicebob'],
    },
    {
      id: 'qbraid',
      what: 'API keys of qBraid',
      by: 'qbraid',
      paths: ['~/.qbraid', '~/.qbraid/qbraidrc', '~/.config/qbraid'],
    },
    {
      id: 'strangeworks',
      what: 'API keys of Strangeworks',
      by: 'strangeworks',
      paths: ['~/.config/strangeworks', '~/.strangeworks'],
    },
    {
      id: 'classiq',
      what: 'tokens of Classiq',
      by: 'classiq',
      paths: [
        '**/.classiq-credentials',
        '~/.classiq',
        '~/.config/classiq',
        '~/.local/share/classiq',
      ],
    },
    {
      id: 'quandela',
      what: 'tokens of Quandela',
      by: 'quantum-plugin',
      paths: [
        '~/.{quandela,perceval}',
        '~/.config/{quandela,perceval}',
        '~/.local/share/perceval-quandela',
      ],
    },
    {
      id: 'q-ctrl',
      what: 'API keys of Q-CTRL',
      by: 'quantum-plugin',
      paths: [
        '~/.qctrl',
        '~/.config/{qctrl,Q-CTRL}',
        '~/.local/share/qctrl',
        '~/.cache/qctrl/**/token*',
      ],
    },
    {
      id: 'quantum-inspire',
      what: 'tokens of Quantum Inspire',
      by: 'quantum-plugin',
      paths: [
        '~/.{quantuminspire,quantum-inspire}',
        '~/.config/{quantuminspire,quantum-inspire}',
        '~/.local/share/quantuminspire',
        '~/.cache/quantuminspire/**/token*',
      ],
    },
    {
      id: 'quantum-providers',
      what: 'tokens of a provider of quantum hardware',
      by: 'quantum-plugin',
      paths: [
        '~/.{qudora,originqc,openquantum,superstaq,infleqtion,braket,qblox,planqc,eleqtron,qilimanjaro}',
        '~/.config/{qudora,originqc,openquantum,superstaq,infleqtion,braket,planqc}',
      ],
    },
  ],
};
