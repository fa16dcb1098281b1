import { expect, test } from 'vitest'
import { exemptAddresses } from '../../src/network/exempt-addresses.ts'

test.each([
  ['10.0.0.0/8', ['10.1.2.3'], ['11.1.2.3', 'ten.test', '[::1]']],
  ['192.168.1.7', ['192.168.1.7'], ['192.168.1.8']],
  ['fd00::/8, ::2', ['[fd12::1]', '[::2]', '[0:0::2]'], ['[fe80::1]', '10.0.0.1']],
  ['[fd00::]/8', ['[fd12::1]'], ['[fe80::1]']],
  ['example.com\t*', ['anything.test', '10.1.2.3'], []],
  ['10.0.0.0/99, 10.0.0.0/x, 10.0.0.0/-1, 10.0.0.0/, /8, ,', [], ['10.1.2.3', 'ten.test']],
])('NO_PROXY=%j: addresses in it are asked without a proxy, and no others (N1)', (noProxy, without, by) => {
  const isExempt = exemptAddresses(noProxy)
  expect(without.filter((host) => !isExempt(host))).toEqual([])
  expect(by.filter(isExempt)).toEqual([])
})
