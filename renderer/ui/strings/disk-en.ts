/** The English texts about disk errors; `file` is the file that could not be written or read. */
export const diskEn = {
  full: {
    title: 'The disk is full',
    meaning: 'There is no space for {{file}}. No incomplete file is left behind.',
    next: 'Free some space or choose another folder, then try again.',
  },
  denied: {
    title: 'You may not write there',
    meaning: 'The system does not allow {{file}} to be written, or another program has it open.',
    next: 'Choose another folder or name, or close the program that uses the file.',
  },
  readOnly: {
    title: 'This place can only be read',
    meaning: '{{file}} is on a disk that takes no changes.',
    next: 'Choose another folder.',
  },
  inUse: {
    title: 'Another program uses the file',
    meaning: '{{file}} is open somewhere else.',
    next: 'Close it there, or choose another name.',
  },
  noAnswer: {
    title: 'The drive does not answer',
    meaning: '{{file}} is on a drive that did not answer in time, a network drive for instance.',
    next: 'Check the network or choose a folder on this computer. MAX Desk can be used as before.',
  },
  tooLong: {
    title: 'The name is too long',
    meaning: 'The disk does not take so long a name: {{file}}',
    next: 'Choose a shorter name.',
  },
  noFile: {
    title: 'Something else has this name',
    meaning: '{{file}} is not a file, but a folder for instance.',
    next: 'Choose another name.',
  },
  gone: {
    title: 'The folder is not there',
    meaning: 'The place of {{file}} does not exist, or not any more. A drive may have been removed.',
    next: 'Choose another folder.',
  },
  tooLarge: {
    title: 'The file is too large',
    meaning: 'The disk does not take {{file}} because of its size.',
    next: 'Choose another disk, or save less at once.',
  },
  faulty: {
    title: 'The drive has a fault',
    meaning: 'The system reports an error of the drive that holds {{file}}.',
    next: 'Check the drive and its connection, or choose another folder.',
  },
};
