import { expect, it } from 'vitest'
import { passwordProblem } from '../../../src/accounts/password-rules.ts'

const owner = { name: 'Ada Osei', email: 'ada.osei@camden.example', words: ['Camden'] }

it.each([
  'short',
  'elevenchars',
  'password1234',
  'Password123!',
  'P@ssw0rd2025!',
  '1234567890123',
  'aaaaaaaaaaaaaa',
  'abababababab',
  'qwertyuiopas',
  'abcdefghijklmn',
  '!!!football!!!1999',
  'passwordpassword',
  'camdencouncil2025',
  'Camden2025!!!!!',
  'thirtythree33!!',
  'adaosei123456',
  'Ada.Osei.1987',
  '07700 900 123',
])('refuses %s', (password) => {
  expect(passwordProblem(password, owner)).not.toBeNull()
})

it.each([
  'correct horse battery staple',
  'lantern gravel otter 9',
  'ticklish-walrus-parade',
  'Zw9#kLmq2&vT',
  'üppige Gärten im März',
  '很长的密码需要十二个字符才行',
  'x9x9x9 lantern gravel otter and so on until sixty-four characters are there',
])('lets %s through', (password) => {
  expect(passwordProblem(password, owner)).toBeNull()
})

it('refuses more characters than are hashed in reasonable time', () => {
  expect(passwordProblem('lantern gravel otter '.repeat(7), owner)).toMatch(/128/)
})
