/** How the visit of someone who was signed in ended. */
export type Ending = 'finished' | 'idle' | 'lost'

/** The words for each ending. They name nobody: the next person may be the one who reads them. */
export const FAREWELLS: Record<Ending, { title: string; what: string }> = {
  finished: {
    title: 'Enjoy, and goodbye!',
    what: 'You are signed out here, and this counter has forgotten who you are.',
  },
  idle: { title: 'Signed out', what: 'Nobody touched the screen for a while, so this counter signed out to be safe.' },
  lost: { title: 'Signed out', what: 'The connection to your account was lost. To go on, please begin again.' },
}

/** Said too when the tokens could not be revoked: they live on at the server, in nobody's hands. */
export const NOT_REVOKED =
  'The sign-in service could not be told just now. Nobody can go on with your session from here, and it ends by itself after a while.'
