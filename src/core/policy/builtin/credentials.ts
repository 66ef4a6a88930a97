import { storeFamilies } from '../../secrets/catalogue/index.ts';
import type { BuiltInRule } from './builtInRule.ts';
import { closed, store } from './credentialStore.ts';

/** Credential stores: closed for reading and writing, wherever the workspace is. */
export const credentialRules: readonly BuiltInRule[] = [
  ...storeFamilies.map(store),
  {
    id: 'devices.disks',
    family: 'built-in',
    title: 'a raw disk, with every file on it',
    access: closed,
    paths: [
      '/dev/{sd,hd,vd,xvd,nvme,mmcblk,md,dm-,loop,disk,rdisk}*',
      '/dev/{mapper,disk,block}',
      '/dev/{fuse,kvm,vhost-net}',
    ],
    ownPlace: true,
    // Many tools only look at a device that they are given; what is known to write it is stated as such.
    perhaps: 'ask',
    why: 'Reading it goes round every file permission, and writing it destroys data.',
    remedy: 'Work with files; a person handles disks.',
  },
  {
    id: 'devices.lab',
    family: 'built-in',
    title: 'a device on a serial line or USB, such as lab equipment or a hardware token',
    access: { read: 'ask', write: 'deny', delete: 'deny' },
    paths: [
      '/dev/{ttyUSB,ttyACM,ttyS,rfcomm,hidraw,usbtmc,gpib,cu.,tty.usb}*',
      '/dev/{bus/usb,usb,serial,input,gpiochip*}',
    ],
    ownPlace: true,
    perhaps: 'ask',
    why: 'What is written there moves real equipment.',
    remedy: 'Use the simulator, or ask the user to run the step on the device.',
  },
];
