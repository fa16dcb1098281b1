import { readdirSync, readFileSync } from 'node:fs'
import { screen, within } from '@testing-library/react'
import { act } from 'react'
import { expect, test } from 'vitest'
import { INCIDENTS, TROUBLES } from '../../src/troubles/all-troubles.ts'
import { openPlayground } from '../open-playground.tsx'
import { troubledLogin } from './troubled-login.tsx'

const ALL = [...TROUBLES, ...INCIDENTS]

test('each trouble has a button, in one of the groups, that says what it does and what a good client does', () => {
  openPlayground()
  const panel = within(screen.getByRole('region', { name: 'Trouble' }))
  for (const { title, explanation, goodClient } of ALL) {
    const button = panel.getByRole('button', { name: title })
    const described = document.getElementById(button.getAttribute('aria-describedby')!)
    expect(described?.textContent).toContain(`${explanation} A good client ${goodClient}`)
  }
  expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length)
  expect(panel.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent)).toEqual([
    'What the server says',
    'The network',
    'A wrong ID token',
    'Tokens and keys',
    'The device',
  ])
})

test('what a button does is also shown to whoever points at it, or goes to it by the keyboard', async () => {
  openPlayground()
  const shown = document.querySelector('.pointed')!
  for (const { title, explanation } of ALL) {
    await act(async () => screen.getByText(title, { selector: '.troubles button' }).focus())
    expect(shown.textContent).toContain(`${title}. `)
    expect(shown.textContent).toContain(explanation)
  }
})

test('each is pressed in a test of its own', () => {
  const tests = readdirSync(import.meta.dirname)
    .map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'))
    .join()
  for (const { name } of ALL) {
    const isNamed = [name, name.replace('id-token-', '')].some((written) => tests.includes(`'${written}'`))
    expect(isNamed, name).toBe(true)
  }
})

test('all of them at once, and off again, bring about no early poll: the login goes on', async () => {
  const login = await troubledLogin()
  const { troubles, server } = login.lab()
  await act(async () => {
    for (const trouble of TROUBLES) if (trouble.name !== 'deny' && trouble.name !== 'expire') troubles.switchOn(trouble)
  })
  for (let polls = 0; polls < 5; polls++) await login.untilPoll()
  await login.press('All off')
  expect(troubles.list()).toEqual([])
  await login.approve()
  expect(server.scripted!.counts().earlyPolls).toBe(0)
})
