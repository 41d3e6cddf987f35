//! Two columns of text: a term without a column is looked for in both, one with a column in that alone.

use labelloom_browser::{Key, Page, Result, scenario};

const DATA: &str = "id,title,body\n\
    1,Refund please,The parcel came broken and I sent it back\n\
    2,Where is it,I asked for a refund a week ago\n\
    3,Thanks,All is well\n\
    4,Refund arrived,The refund is on my account\n";

#[test]
fn a_term_is_looked_for_where_it_says() {
    scenario("a_term_is_looked_for_where_it_says", async |stage| {
        let page = stage.open().await?;
        page.look_at_text("letters.csv", DATA).await?;
        both_are_texts(&page).await?;
        page.import().await?;
        page.new_rule().await?;
        page.fill("rule-first-label", "REFUND").await?;
        page.type_into("rule-first-label", Key::Tab).await?;
        page.by_test_id("rule-label").await?;
        for (query, matches) in [
            ("refund", 3),
            ("title:refund", 2),
            ("body:refund", 2),
            ("title:refund body:refund", 1),
        ] {
            page.fill("rule-query", query).await?;
            page.until(&format!("`{query}` matches {matches}"), async || {
                Ok(
                    page.value("rule-query").await? == query
                        && page.number("draft-matches").await? == matches,
                )
            })
            .await?;
        }
        the_search_asks_so_too(&page).await
    });
}

/// Title and body in the table of the import.
async fn both_are_texts(page: &Page) -> Result {
    for (column, role) in [(2, "Text"), (1, "Text too")] {
        page.select_at("column-role", column, role).await?;
    }
    page.until("title and body are texts", async || {
        Ok(page.values("column-role").await?[1..] == ["more-text", "text"])
    })
    .await
}

/// The search above the list is in the same language.
async fn the_search_asks_so_too(page: &Page) -> Result {
    page.fill("record-search", "body:refund -title:refund").await?;
    page.until_number("records-shown", 1).await?;
    page.until("it is the second letter", async || {
        Ok(page
            .texts("record-row")
            .await?
            .iter()
            .any(|row| row.starts_with("#2")))
    })
    .await
}
