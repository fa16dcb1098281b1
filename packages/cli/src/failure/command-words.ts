/**
 * Puts what a library says of its options in words of the command: `the option store: 'file'` is `--store file`, and `the option
 * acceptBearer` is `--dpop refresh`.
 */
export function inCommandWords(message: string): string {
  return (
    message
      .replaceAll(/the option (\w+): '(\w+)'/g, '--$1 $2')
      .replaceAll(/\bset the option clientAuth\.method: '(\w+)'/g, 'give --client-auth $1')
      .replaceAll(/\bkeep sessions in another folder\b/gi, '$&, as by DEVICE_FLOW_HOME')
      .replaceAll('leave the client secret out.', 'leave DEVICE_FLOW_CLIENT_SECRET unset.')
      .replaceAll('set the option dispatcher (networkDispatcher with cert and key)', 'give --cert FILE --key FILE')
      .replaceAll('(the option clientAuth)', '(--client-auth)')
      // Said behind it, with the flag.
      .replaceAll(': an authority of your own is named by NODE_EXTRA_CA_CERTS, or by the option dispatcher', '')
      .replaceAll(/\bset the option (issuer|scope)\b/g, 'give --$1')
      .replaceAll('without provider and endpoints', 'without --provider and endpoints')
      .replaceAll(/\bset the option acceptBearer\b/g, 'give --dpop refresh')
      .replaceAll(/\bset the option dpop\b(?: \(createDpop\))?/g, 'give --dpop tokens')
      .replaceAll(
        'Set the option algorithm of createDpop.',
        'Those of this command are by ES256: allow that at the server, or leave --dpop out.',
      )
      .replaceAll(/\bset the option provider\b/g, 'give --provider (see device-flow providers)')
  )
}
