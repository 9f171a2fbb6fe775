import { expect, it } from 'vitest'
import { isPublicAddress } from '../../../src/lib/network-address.ts'

it.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '203.0.113.9',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd12:3456::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:10.0.0.1',
  '64:ff9b::169.254.169.254',
  '2002:7f00:1::',
  '2002:c0a8:101::1',
  '2001:db8::1',
  '2001::1',
  'localhost',
  '1.2.3',
  '1.2.3.256',
  '0x7f.1',
  ':::',
  '1:2:3:4:5:6:7:8:9',
  '',
])('%s is behind walls, or no address', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

it.each([
  '8.8.8.8',
  '100.63.255.255',
  '172.32.0.1',
  '192.169.0.1',
  '2606:4700::1111',
  '::ffff:8.8.8.8',
  '2002:808:808::',
])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})
