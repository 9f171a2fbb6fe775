// How are roles and permissions called?
import type { Permission, Role } from '../../../accounts/account.ts'
import { joinWords } from '../../filters.ts'

export const roleWords: Record<Role, string> = {
  supplier: 'Supplier',
  officer: 'Officer of an authority',
  'procurement-lead': 'Procurement lead',
  admin: 'Administrator',
}

export const permissionNames: Record<Permission, string> = {
  'view-drafts': 'See returns before they are published',
  edit: 'Hand in and correct returns',
  publish: 'Publish and withdraw returns',
}

export function permissionWords(permissions: readonly Permission[]): string {
  const words = permissions.map((one) => permissionNames[one].replace(/^./, (first) => first.toLowerCase()))
  return words.length === 0 ? 'nothing yet' : joinWords(words)
}
