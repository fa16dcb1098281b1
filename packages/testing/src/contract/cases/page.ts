import { same } from '../check.ts'
import type { ContractCase } from '../contract-case.ts'
import { hidePage, listenersLeftBy, pageEvent, showPage, type PageEventType } from '../page.ts'

const offline = { fault: 'offline' } as const

function comingBack(how: string, event: PageEventType): ContractCase {
  return {
    name: `a page ${how} has the next poll made as soon as it is legal (I4)`,
    needs: ['hint', 'page'],
    script: { polls: [offline, offline] },
    async run(login) {
      await login.backingOff()
      await login.pass(6000)
      same(login.polls(), 2, `Polls before ${event}`)
      await login.happens(() => pageEvent(event))
      same(login.polls(), 3, `Polls after ${event}`)
    },
  }
}

export const pageCases: readonly ContractCase[] = [
  comingBack('whose network is back', 'online'),
  comingBack('that gets the focus', 'focus'),
  comingBack('that becomes visible', 'visibilitychange'),
  comingBack('that wakes from a freeze', 'resume'),
  {
    name: 'a page that comes back, with network, focus and sight at once, makes one poll (I4)',
    needs: ['hint', 'page'],
    script: { polls: [offline, offline, offline] },
    async run(login) {
      await login.backingOff()
      await login.pass(6000)
      await login.happens(() => {
        pageEvent('online')
        pageEvent('visibilitychange')
        pageEvent('focus')
      })
      await login.happens(() => pageEvent('focus'))
      same(login.polls(), 3, 'Polls after the page came back')
      // The third blip backs off again: the events after the first were not kept for it.
      await login.pass(14_999)
      same(login.polls(), 3, 'Polls while it backs off again')
    },
  },
  {
    name: 'a network that is back just after the focus has a poll made anew: the one for the focus had none (I4)',
    needs: ['hint', 'page'],
    script: { polls: [offline, offline, offline] },
    async run(login) {
      await login.backingOff()
      await login.pass(6000)
      await login.happens(() => pageEvent('focus'))
      same(login.polls(), 3, 'Polls after the focus')
      await login.pass(500)
      await login.happens(() => pageEvent('online'))
      await login.pass(4500)
      same(login.polls(), 4, 'Polls once one is legal again')
    },
  },
  {
    name: 'a page that is put aside hurries nothing (I4)',
    needs: ['hint', 'page'],
    script: { polls: [offline, offline] },
    async run(login) {
      await login.backingOff()
      await login.pass(6000)
      await login.happens(hidePage)
      showPage()
      same(login.polls(), 2, 'Polls after the page was hidden')
    },
  },
  {
    name: 'ten mounts and unmounts leave no listener on the page',
    needs: ['page'],
    async run(login) {
      // What a framework listens to once and for all is in place after the first mount, which is over now.
      await login.unmount()
      const left = await listenersLeftBy(async () => {
        for (let time = 0; time < 10; time++) {
          await login.mount()
          await login.prompting()
          await login.unmount()
        }
      })
      same(left, [], 'Listeners left')
    },
  },
]
