/** What each command does, in a line of help. */
export const commandSummaries = {
  login: 'Show a code, wait until a person has approved it in a browser, and keep the session',
  token: 'Print a valid access token of the kept session, renewed when needed',
  fetch: 'Call an API with that token, and print the response',
  status: 'Say who is signed in, where and until when; works offline',
  logout: 'Revoke the tokens, and forget the session',
  doctor: 'Say why a login cannot work here, one line each, and what to do',
  providers: 'List the providers that are known, or say what is known of one',
  inspect: 'Serve the viewer that shows logins live, on this computer alone',
  completion: 'Print completions for bash, zsh or fish',
} as const

/** The name of a command. */
export type CommandName = keyof typeof commandSummaries
