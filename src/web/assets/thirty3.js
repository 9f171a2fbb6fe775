// Makes buttons, error summaries and the file field behave; every page also works without it.
import { initAll } from 'govuk.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
