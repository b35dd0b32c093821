//! Releases of companies that do not exist.

pub(super) const DOSING_EN: &str = "Quillfeather Therapeutics (NASDAQ: QFTX), a developer of cell therapies, today \
announced that the first patient has been dosed in its Phase 1 trial of QF-201, an allogeneic CAR-T therapy that \
targets CD70. The open-label trial (NCT05612345) will enroll up to 36 patients with relapsed or refractory lymphoma \
at 7 sites in the United States and China. Its primary endpoint is safety; secondary endpoints are the overall \
response rate and how long responses last. In an earlier study by investigators, 11 of 15 patients responded, and \
median progression-free survival was 13.2 months. \u{201c}This is the day our colleagues in two cities have worked \
for since the laboratory opened,\u{201d} said the chief executive. The company expects first data in 2025. Its cash of \
RMB 500 million funds operations for 27 months, and it has paid a milestone of $4.75 million to the university that \
discovered the binder.";

pub(super) const DOSING_EN_SHORT: &str = "Quillfeather Therapeutics (NASDAQ: QFTX), a developer of cell therapies, \
today announced that the first patient has been dosed in its Phase 1 trial of QF-201, an allogeneic CAR-T therapy \
that targets CD70.";

pub(super) const DOSING_ZH: &str = "羽墨生物（股票代码：QFTX）是一家细胞治疗公司，今日宣布其靶向CD70的同种异体CAR-T疗法QF-201的1期\
临床试验已完成首例患者给药。这项开放标签试验（NCT05612345）将在中美两国的7家中心入组至多36例复发或难治性淋巴瘤患者。主要终点为安全性，\
次要终点包括总缓解率与缓解持续时间。在此前由研究者发起的研究中，15例患者中有11例获得缓解，中位无进展生存期为13.2个月。公司首席执行官表示：\
“自实验室成立以来，两地的同事一直为这一天而努力。”公司预计2025年公布首批数据。公司现有现金5亿元人民币，可支持27个月的运营，并已向发现该\
结合域的大学支付475万美元里程碑款。";

pub(super) const NOTICE_EN: &str = "The board of Larkspur Fund announces that, as at the close of business on {} \
November 2024, the unaudited net asset value of an ordinary share, income included, was {} pence, and that {} shares \
were in issue. The figures were calculated under the guidance of the association of investment companies and are \
subject to review by the depositary. Further information is on the website of the manager.";

pub(super) const NOTICE_ZH: &str = "云雀基金管理有限公司公告：截至2024年11月{}日收市，本基金未经审计的单位净值为{}元，基金份额总额为{}份。\
上述数据依照有关会计准则计算，并经基金托管人复核。投资者可登录基金管理人网站查询详情。基金有风险，投资须谨慎，过往业绩不预示未来表现。";

/// Fills the gaps of a template in order.
pub(super) fn filled(template: &str, values: &[&str]) -> String {
    values.iter().fold(template.to_owned(), |text, value| text.replacen("{}", value, 1))
}
