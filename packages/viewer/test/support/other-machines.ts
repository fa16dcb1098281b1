import { assign, createMachine, fromCallback, fromPromise, fromTransition, sendTo, setup } from 'xstate'

/** One that waits by `after`, decides by itself, and has no word of description. */
export const trafficLight = setup({
  types: { context: {} as { rounds: number } },
  delays: { short: 1000, long: 5000 },
  guards: { isOver: ({ context }) => context.rounds > 1 },
}).createMachine({
  id: 'trafficLight',
  context: { rounds: 0 },
  initial: 'red',
  states: {
    red: { after: { long: 'green' } },
    green: { after: { long: 'yellow' }, on: { 'pedestrian.*': 'yellow' } },
    yellow: { after: { short: 'deciding' }, exit: assign({ rounds: ({ context }) => context.rounds + 1 }) },
    deciding: { always: [{ guard: 'isOver', target: 'off' }, { target: 'red' }] },
    off: { type: 'final' },
  },
  output: ({ context }) => ({ rounds: context.rounds }),
})

/** One with regions that live side by side, one of which remembers where it was. */
export const player = createMachine({
  id: 'player',
  type: 'parallel',
  on: { '*': { actions: 'log' } },
  states: {
    picture: {
      initial: 'off',
      states: {
        off: { on: { power: 'on' } },
        on: {
          initial: 'dim',
          on: { power: 'off' },
          states: { dim: { on: { more: 'bright' } }, bright: {}, last: { type: 'history' } },
        },
      },
    },
    sound: { initial: 'mute', states: { mute: { on: { power: 'loud' } }, loud: { on: { power: 'mute' } } } },
    0: {},
  },
})

const kettle = createMachine({
  id: 'kettle',
  initial: 'cold',
  states: { cold: { on: { heat: 'hot' } }, hot: { type: 'final' } },
})

/** One that runs a machine for as long as it lives. */
export const shelf = createMachine({ id: 'shelf', invoke: { src: kettle, id: 'water' } })

/** One that runs a machine, a callback, a promise and a reducer, some of which it spawns. */
export const kitchen = setup({
  actors: {
    kettle,
    ticks: fromCallback(({ sendBack }) => sendBack({ type: 'tick', list: [new Date(0), undefined, 10n, /x/] })),
    recipe: fromPromise(async (): Promise<string> => {
      throw new TypeError('no such recipe')
    }),
    counter: fromTransition((count: number) => count + 1, 0),
  },
  actions: { sigh() {} },
}).createMachine({
  id: 'kitchen',
  initial: 'cooking',
  entry: assign({ counter: ({ spawn }) => spawn('counter', { id: 'one.two.three' }) }),
  states: {
    cooking: {
      invoke: [
        { src: 'kettle', id: 'water', onDone: 'served' },
        { src: 'ticks', id: 'ticks' },
        { src: 'recipe', onError: { actions: 'sigh' } },
      ],
      on: { tick: { actions: sendTo('water', { type: 'heat' }) } },
    },
    served: {},
  },
})

/** One that begins the same work again and again, each time in an actor of its own. */
export const worker = createMachine({
  id: 'worker',
  initial: 'working',
  states: {
    working: {
      invoke: { src: fromPromise(() => new Promise(() => {})), id: 'job' },
      on: { again: { target: 'working', reenter: true } },
    },
  },
})
