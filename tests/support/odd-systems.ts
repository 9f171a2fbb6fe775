// What may stand in a row of a list of systems?
import fc from 'fast-check'

/** Cells by heading, in the order of a list of systems. */
export const oddSystem = fc.record({
  technology: fc.constantFrom('Parkwise', 'Rentflow', '=Ledger+', 'Casebook; Lite', "O'Neil's desk"),
  maker: fc.constantFrom('', 'Parkwise Works', '-'),
  supplier: fc.constantFrom('', 'A Ltd', 'A Ltd; B Ltd', 'A Ltd t/a Alpha', 'Various'),
  area: fc.constantFrom('', 'Housing', 'Parking', 'Odd area'),
  hosting: fc.constantFrom('SaaS', 'On-prem', 'Under a desk'),
  users: fc.constantFrom('', '1,200', 'c. 300', 'TBC', '12 users'),
  status: fc.constantFrom('', 'Live', 'Retired', 'Sleeping'),
  end: fc.constantFrom('', '31/03/2027', 'Rolling', 'Jun-26', '31/12/9999'),
  satisfaction: fc.constantFrom('', '4', '4/5', 'Good', '9', 'n/a'),
  replacement: fc.constantFrom('', '2028-06', '01/04/2029', 'TBC'),
  value: fc.constantFrom('', '£12.5k', '£1,000 - £2,000', 'TBC', '-50', '€10'),
  notes: fc.constantFrom('', 'Two\nlines', '+44 is a code'),
})
