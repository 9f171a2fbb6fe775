// What do people see? Every page.
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../deps.ts'
import { loadAssets, serveAssets } from './assets.ts'
import { setErrorPages } from './error-pages.ts'
import { keepParts } from './kept-parts.ts'
import { decoratePages } from './page.ts'
import { aboutPages } from './pages/about/about-page.ts'
import { accountPages } from './pages/account/account-pages.ts'
import { alertPages } from './pages/alerts/alert-pages.ts'
import { alignmentPages } from './pages/alignment/alignment-page.ts'
import { clusterPage } from './pages/alignment-cluster/cluster-page.ts'
import { auditPages } from './pages/audit/audit-page.ts'
import { authoritiesPage } from './pages/authorities/authorities-page.ts'
import { authorityPage } from './pages/authority/authority-page.ts'
import { boardPages } from './pages/board/board-page.ts'
import { paperPage } from './pages/board/paper-page.ts'
import { renewalPages } from './pages/board/renewal-page.ts'
import { comparisonPages } from './pages/comparison/comparison-page.ts'
import { concentrationPages } from './pages/concentration/concentration-page.ts'
import { contractPage } from './pages/contract/contract-page.ts'
import { contractNoticesPages } from './pages/contract-notices/contract-notices-page.ts'
import { contractsFiles } from './pages/contracts/contracts-files.ts'
import { contractsPage } from './pages/contracts/contracts-page.ts'
import { dataDictionaryPage } from './pages/data-dictionary/data-dictionary-page.ts'
import { guidePages } from './pages/guide/guide-page.ts'
import { homePage } from './pages/home/home-page.ts'
import { interestPages } from './pages/interest/interest-page.ts'
import { marketPage } from './pages/market/market-page.ts'
import { newReturnPages } from './pages/new-return/new-return-page.ts'
import { noticeLinksPage } from './pages/notice-links/notice-links-page.ts'
import { opportunitiesPages } from './pages/opportunities/opportunities-page.ts'
import { opportunityPages } from './pages/opportunity/opportunity-page.ts'
import { peersPages } from './pages/peers/peers-page.ts'
import { publishingPages } from './pages/publishing/publishing-page.ts'
import { qualityPages } from './pages/quality/quality-page.ts'
import { returnPages } from './pages/return/return-page.ts'
import { returnChangesPages } from './pages/return-changes/changes-page.ts'
import { returnDownloads } from './pages/return-changes/downloads.ts'
import { correctionsPages } from './pages/return-corrections/corrections-page.ts'
import { issuesPages } from './pages/return-issues/issues-page.ts'
import { mappingPages } from './pages/return-mapping/mapping-page.ts'
import { returnsPage } from './pages/returns/returns-page.ts'
import { rulesPages } from './pages/rules/rules-page.ts'
import { sharedPages } from './pages/sharing/sharing-page.ts'
import { supplierPage } from './pages/supplier/supplier-page.ts'
import { pairsPage } from './pages/supplier-pairs/pairs-page.ts'
import { suppliersPage } from './pages/suppliers/suppliers-page.ts'
import { technologiesPage } from './pages/technologies/technologies-page.ts'
import { technologyPage } from './pages/technology/technology-page.ts'
import { suggestionsPages } from './pages/technology-suggestions/suggestions-page.ts'
import { withholdingPages } from './pages/withholding/withholding-page.ts'
import { registerFacts } from './register-facts.ts'
import { openViews } from './views.ts'

export function web(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    const assets = await loadAssets()
    const facts = registerFacts(deps)
    const render = openViews()
    const part = keepParts(render)
    decoratePages(app, { render, assets, facts })
    setErrorPages(app)
    await app.register(serveAssets(assets))
    await app.register(homePage(deps, facts))
    await app.register(contractsPage(deps, facts, part))
    await app.register(contractsFiles(deps))
    await app.register(contractPage(deps))
    await app.register(contractNoticesPages(deps))
    await app.register(opportunitiesPages(deps, facts))
    await app.register(opportunityPages(deps))
    await app.register(alignmentPages(deps, facts))
    await app.register(clusterPage(deps))
    await app.register(interestPages(deps))
    await app.register(rulesPages(deps))
    await app.register(noticeLinksPage(deps))
    await app.register(boardPages(deps))
    await app.register(renewalPages(deps))
    await app.register(alertPages(deps, facts))
    await app.register(paperPage(deps))
    await app.register(guidePages(deps))
    await app.register(suppliersPage(deps))
    await app.register(pairsPage(deps))
    await app.register(supplierPage(deps))
    await app.register(withholdingPages(deps))
    await app.register(technologiesPage(deps, facts))
    await app.register(suggestionsPages(deps, facts))
    await app.register(technologyPage(deps))
    await app.register(marketPage(deps, facts))
    await app.register(concentrationPages(deps))
    await app.register(comparisonPages(deps))
    await app.register(authoritiesPage(deps, facts))
    await app.register(authorityPage(deps))
    await app.register(sharedPages(deps))
    await app.register(peersPages(deps))
    await app.register(newReturnPages(deps, facts))
    await app.register(returnsPage(deps))
    await app.register(returnPages(deps))
    await app.register(mappingPages(deps))
    await app.register(issuesPages(deps))
    await app.register(correctionsPages(deps))
    await app.register(publishingPages(deps, facts))
    await app.register(returnChangesPages(deps))
    await app.register(returnDownloads(deps))
    await app.register(qualityPages(deps))
    await app.register(accountPages(deps))
    await app.register(auditPages(deps))
    await app.register(aboutPages())
    await app.register(dataDictionaryPage())
  }
}
