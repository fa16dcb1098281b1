/** How a visit of someone who was signed in came to its end. */
export type Ending = 'finished' | 'idle' | 'lost'

/** What is said then. It names nobody: the next person may be the one who reads it. */
export const FAREWELLS: Record<Ending, { title: string; what: string }> = {
  finished: {
    title: 'Enjoy, and goodbye!',
    what: 'You are signed out here, and this counter has forgotten who you are.',
  },
  idle: { title: 'Signed out', what: 'Nobody touched the screen for a while, so this counter signed out to be safe.' },
  lost: { title: 'Signed out', what: 'The connection to your account was lost. To go on, please begin again.' },
}

/** What is said too when the server could not be told: it still believes in a session, of which nobody holds the tokens. */
export const UNTOLD =
  'The sign-in service could not be told just now. Nobody can go on with your session from here, and it ends by itself after a while.'
