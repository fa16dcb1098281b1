/** Puts what a library says of its options in words of the command: `the option store: 'file'` is `--store file`. */
export function inCommandWords(message: string): string {
  return message.replaceAll(/the option (\w+): '(\w+)'/g, '--$1 $2')
}
