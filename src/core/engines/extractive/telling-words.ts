/** Words by which a sentence tells something: what was found or done, and what a thing is. Small letters, by hand. */

const FINDINGS = new Set(
  `show shows showed shown found find finds finding discovered results resulted cause causes caused because therefore reduce reduces reduced improve improves improved increase increases increased achieve achieves achieved outperform outperforms enable enables allow allows let lets require requires support supports prove proves proved founded co-founded introduced introduces
   creates created built builds released launched developed published invented designed won calculated scored replaced replaces consists contains includes means depends uses used runs grew became began started announced decided recommends must should cannot instead unlike compared whereas
   weil daher zeigt wurde führte gegründet entdeckt erfand porque debido muestra fundada fundado descubrió car parce montre fondé fondée découvert أدى بسبب تأسس`.split(/\s+/u),
);
const COPULAS = new Set("is are was were ist war sind waren es era fue est était è são foi".split(" "));
const ARTICLES = new Set("a an the one any known called defined ein eine einer der die das un una une el la le um uma".split(" "));

/** Whether a word tells of a finding, a deed or a cause. */
export function isFinding(word: string): boolean {
  return FINDINGS.has(word);
}

/** "is", "war", "est": with an article behind it, it defines. */
export function isCopula(word: string): boolean {
  return COPULAS.has(word);
}

/** What follows a copula where it defines. */
export function opensDefinition(word: string): boolean {
  return ARTICLES.has(word);
}
